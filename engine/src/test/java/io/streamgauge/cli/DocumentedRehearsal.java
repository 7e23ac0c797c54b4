package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands of the documents as they are written, but against a server that is there, with the files that they name, with the
 * built-in tokenizer and with numbers that take no time.
 */
final class DocumentedRehearsal implements AutoCloseable {
    /** Instead of what is left to the reader. */
    private static final List<String> SMALL_RUN =
            List.of("--mock", "--mock-itl", "1ms", "--request-count", "4", "--concurrency", "2", "--osl", "3");

    private static final Map<String, String> SMALLER = Map.ofEntries(
            Map.entry("--request-count", "4"),
            Map.entry("--warmup-request-count", "1"),
            Map.entry("--num-prompts", "4"),
            Map.entry("--concurrency", "2"),
            Map.entry("--output-tokens-mean", "3"),
            Map.entry("--osl", "3"),
            Map.entry("--prefix-prompt-length", "20"),
            Map.entry("--sweep-range", "1:2"),
            Map.entry("--start-at", "next:1s"),
            Map.entry("--tokenizer", "builtin"));

    /** What else keeps a command short. */
    private static final Map<String, List<String>> MORE = Map.of(
            "analyze", List.of("--tokenizer", "builtin", "--osl", "3", "--request-count", "4"),
            "profile", List.of("--tokenizer", "builtin", "--osl", "3", "--request-count", "4", "--concurrency", "2"));

    private static final Set<String> INPUTS = Set.of(
            "before/",
            "after/",
            "artifacts/DIR",
            "part0",
            "part1",
            "part2",
            "part3",
            "texts.jsonl",
            "ids.jsonl",
            "file.txt",
            "fields.csv");

    private final MockServer server;
    private final Path directory;
    private int runs;

    DocumentedRehearsal(Path directory) throws IOException {
        this.directory = directory;
        server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .build());
        Files.writeString(directory.resolve("texts.jsonl"), "{\"text\": \"one two\"}\n");
        Files.writeString(directory.resolve("ids.jsonl"), "[9906, 1917]\n");
        Files.writeString(directory.resolve("file.txt"), "one two\n");
        Files.writeString(
                directory.resolve("fields.csv"), "DCGM_FI_DEV_FB_RESERVED, gauge, Memory reserved (in MiB)\n");
        plan();
        made(
                "config",
                plan().toString(),
                "--artifact-dir",
                directory.resolve("before").toString());
        made(
                "config",
                plan().toString(),
                "--artifact-dir",
                directory.resolve("artifacts/DIR").toString());
        Files.createDirectory(directory.resolve("after"));
        for (String name : List.of("plan.json", "records.jsonl")) {
            Files.copy(
                    directory.resolve("before").resolve(name),
                    directory.resolve("after").resolve(name));
        }
        for (int part = 0; part < 4; part++) {
            String shard = part + "/4";
            made(
                    "config",
                    plan().toString(),
                    "--shard",
                    shard,
                    "--artifact-dir",
                    "" + directory.resolve("part" + part));
        }
    }

    private static void made(String... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private Path plan() throws IOException {
        return Files.writeString(directory.resolve("plan.yaml"), """
                model: m
                tokenizer: builtin
                url: 127.0.0.1:%d
                request-count: 8
                concurrency: 4
                isl: 5
                osl: 3
                num-prefix-prompts: 0
                """.formatted(server.port()));
    }

    CommandRun run(String line) throws IOException {
        List<String> args = new ArrayList<>();
        String before = "";
        for (String word : DocumentedCommands.words(line)) {
            if (word.equals("…")) {
                args.addAll(SMALL_RUN);
            } else {
                args.add(instead(before, word));
            }
            before = word;
        }
        String command = args.getFirst();
        boolean isWritten = List.of("profile", "config", "analyze", "merge").contains(command);
        if (isWritten && !args.contains("--artifact-dir")) {
            args.addAll(List.of("--artifact-dir", out()));
        }
        addMissing(args, MORE.getOrDefault(command, List.of()));
        if (command.equals("config")) {
            plan();
        }
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static void addMissing(List<String> args, List<String> more) {
        for (int i = 0; i < more.size(); i += 2) {
            boolean given = args.contains(more.get(i))
                    || (more.get(i).equals("--osl") && args.contains("--output-tokens-mean"));
            if (!given) {
                args.addAll(more.subList(i, i + 2));
            }
        }
    }

    private String out() {
        return directory.resolve("out-" + runs++).toString();
    }

    private String instead(String option, String word) {
        @Nullable String smaller = SMALLER.get(option);
        if (smaller != null) {
            return smaller;
        }
        String address = "127.0.0.1:" + server.port();
        if (option.equals("-u") || option.equals("--url")) {
            return address;
        }
        if (word.matches("http://[^/]*/metrics")) {
            return "http://" + address + "/metrics";
        }
        if (option.equals("--artifact-dir")) {
            return out();
        }
        if (option.equals("create-template") || option.equals("--html") || option.equals("--jfr")) {
            return out();
        }
        if (word.startsWith("heatmap=")) {
            return "heatmap=" + out();
        }
        boolean isInput = INPUTS.contains(word) || word.equals("plan.yaml");
        return isInput ? directory.resolve(word).toString() : word.equals("README.md") ? "../README.md" : word;
    }

    @Override
    public void close() {
        server.close();
    }
}
