package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests out of files, in whole runs against the built-in server. */
class InputFileTest {
    @TempDir
    private Path directory;

    private CommandRun profile(String... more) {
        return CommandRun.profileMock(directory.resolve("run"), more);
    }

    private String file(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines)).toString();
    }

    private List<JsonNode> sent() throws IOException {
        return CommandRun.sent(directory.resolve("run"));
    }

    private List<String> userTexts() throws IOException {
        return sent().stream()
                .map(body -> body.at("/messages/0/content").asString())
                .toList();
    }

    private static void assertDone(CommandRun run) {
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    @Test
    void sendsTheLinesInOrderWithTheirOwnFieldsAndBeginsAgain() throws IOException {
        String file = file(
                "in.jsonl",
                "{\"text\":\"one\",\"output_length\":3}",
                "{\"text\":\"two\",\"extra_body\":{\"temperature\":0.5}}",
                "{\"messages\":[{\"role\":\"system\",\"content\":\"be short\"},{\"role\":\"user\",\"content\":\"three\"}]}");

        assertDone(profile("--input-file", file, "--request-count", "4", "--osl", "5"));

        assertThat(userTexts()).containsExactly("one", "two", "be short", "one");
        assertThat(sent().get(1).path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(CommandRun.records(directory.resolve("run")).stream().map(RequestRecord::osl))
                .containsExactly(3, 5, 5, 3);
    }

    @Test
    void itsPromptsAreCountedByTheChatTemplateWhenAsked() throws IOException {
        Path model = Files.createDirectory(directory.resolve("model"));
        Files.copy(
                Path.of("../bindings/src/test/resources/tokenizers/byte-level.json"), model.resolve("tokenizer.json"));
        Files.writeString(
                model.resolve("chat_template.jinja"),
                "{% for m in messages %}[{{ m.role }}] {{ m.content }}\n{% endfor %}:");
        String file = file(
                "in.jsonl",
                "{\"text\":\"one\"}",
                "{\"messages\":[{\"role\":\"system\",\"content\":\"be short\"},{\"role\":\"user\",\"content\":\"three\"}]}");

        assertDone(CommandRun.of(
                "profile",
                "--mock",
                "--tokenizer",
                model.toString(),
                "--isl-counting",
                "chat-template",
                "--input-file",
                file,
                "--request-count",
                "2",
                "--warmup-request-count",
                "0",
                "--num-prefix-prompts",
                "0",
                "--osl",
                "2",
                "--artifact-dir",
                directory.resolve("run").toString()));

        try (Tokenizer tokenizer = Tokenizer.load(model)) {
            assertThat(CommandRun.records(directory.resolve("run")).stream().map(RequestRecord::isl))
                    .containsExactlyInAnyOrder((int) tokenizer.count("[user] one\n:"), (int)
                            tokenizer.count("[system] be short\n[user] three\n:"));
        }
    }

    @Test
    void warmUpTakesTheFirstLinesAndTheMeasuredPhaseThoseAfterThem() throws IOException {
        String file = file("in.txt", "alpha", "beta", "gamma", "delta");

        assertDone(profile("--input-file", file, "--request-count", "2", "--warmup-request-count", "2", "--osl", "2"));

        assertThat(userTexts()).containsExactly("gamma", "delta");
    }

    @Test
    void prefixesGoInFrontOfAFilesPromptsToo() throws IOException {
        String file = file("in.txt", "alpha", "beta");

        assertDone(profile(
                "--input-file",
                file,
                "--request-count",
                "2",
                "--num-prefix-prompts",
                "1",
                "--prefix-prompt-length",
                "20",
                "--osl",
                "2"));

        assertThat(userTexts().getFirst()).endsWith(" alpha");
        assertThat(CommandRun.records(directory.resolve("run")))
                .allSatisfy(record -> assertThat(record.isl()).isGreaterThan(20));
    }

    @Test
    void readsEveryFormat() throws IOException {
        String sharegpt = file(
                "s.json",
                "[{\"conversations\":[{\"from\":\"human\",\"value\":\"Say two words\"},{\"from\":\"gpt\",\"value\":\"two words\"}]}]");
        String batch = file(
                "b.jsonl",
                "{\"custom_id\":\"1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                        + "{\"messages\":[{\"role\":\"user\",\"content\":\"from a batch\"}],\"max_tokens\":4}}");
        String mooncake =
                file("m.jsonl", "{\"timestamp\":0,\"input_length\":40,\"output_length\":4,\"hash_ids\":[7,8,9]}");
        String azure = file(
                "a.csv",
                "TIMESTAMP,ContextTokens,GeneratedTokens",
                "2023-11-16 18:15:46.6805900,33,4",
                "2023-11-16 18:15:47.6805900,34,4");
        String burst = file(
                "t.csv",
                "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type",
                "5,ChatGPT,21,4,25,Conversation log");

        assertDone(profile("--input-file", sharegpt, "--request-count", "1"));
        assertThat(userTexts()).containsExactly("Say two words");
        assertDone(profile("--input-file", batch, "--request-count", "1"));
        assertThat(userTexts()).containsExactly("from a batch");
        assertDone(profile("--input-file", "payload:" + mooncake, "--isl-block-size", "16", "--request-count", "1"));
        assertThat(CommandRun.records(directory.resolve("run")))
                .allSatisfy(record -> assertThat(record.isl()).isEqualTo(40));
        assertDone(profile("--input-file", azure, "--request-count", "2"));
        assertThat(CommandRun.records(directory.resolve("run")).stream().map(RequestRecord::isl))
                .containsExactlyInAnyOrder(33, 34);
        assertDone(profile("--input-file", burst, "--custom-dataset-type", "burst_gpt", "--request-count", "1"));
        assertThat(CommandRun.records(directory.resolve("run")).stream().map(RequestRecord::isl))
                .containsExactly(21);
        Path inputs = Files.copy(directory.resolve("run/inputs.json"), directory.resolve("again.json"));
        String before = userTexts().getFirst();
        assertDone(profile("--input-file", inputs.toString(), "--request-count", "1"));
        assertThat(userTexts()).containsExactly(before);
    }

    @Test
    void directoryOfQueriesAndPassagesIsRanked() throws IOException {
        Path ranked = Files.createDirectory(directory.resolve("ranked"));
        Files.writeString(ranked.resolve("queries.jsonl"), "{\"text\":\"which\"}\n");
        Files.writeString(ranked.resolve("passages.jsonl"), "{\"text\":[\"this\",\"that\"]}\n");

        assertDone(profile("--input-file", ranked.toString(), "--endpoint-type", "rankings", "--request-count", "1"));
        assertThat(sent().getFirst().at("/passages/1/text").asString()).isEqualTo("that");

        assertDone(profile(
                "--input-file", "synthetic:queries,passages", "--endpoint-type", "rankings", "--request-count", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shuffle", "random"})
    void orderIsDrawnFromTheSeed(String order) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add("line number " + i);
        }
        String file = file("in.txt", lines.toArray(String[]::new));
        String[] args = {"--input-file", file, "--file-order", order, "--request-count", "40", "--osl", "1"};

        assertDone(profile(args));
        List<String> once = userTexts();
        assertDone(profile(args));

        assertThat(once).isNotEqualTo(lines).isEqualTo(userTexts());
        if (order.equals("shuffle")) {
            assertThat(once).containsExactlyInAnyOrderElementsOf(lines);
        }
    }

    @Test
    void badLineIsNamedOrSkippedAndCounted() throws IOException {
        String file = file("in.jsonl", "{\"text\":\"one\"}", "no JSON", "{\"nothing\":1}", "{\"text\":\"four\"}");

        CommandRun strict = profile("--input-file", file, "--request-count", "2", "--osl", "1");
        assertThat(strict.exitCode()).isEqualTo(2);
        assertThat(strict.err().strip()).contains(file + ":2: not JSON").doesNotContain("\n");

        CommandRun lenient = profile("--input-file", file, "--request-count", "2", "--osl", "1", "--skip-invalid");
        assertDone(lenient);
        assertThat(lenient.out()).contains("2 rows of " + file);
        assertThat(userTexts()).containsExactly("one", "four");

        String words = file("words.txt", "many words in one line");
        CommandRun tooLong = profile("--input-file", words, "--request-count", "1", "--max-input-tokens", "2");
        assertThat(tooLong.exitCode()).isEqualTo(2);
        assertThat(tooLong.err()).contains(words + ":1: the prompt has", "limit is 2");
    }

    private static final String FILLER = "word ".repeat(2000);
    private static final int LARGE_FILE_LINES = 40_000_000 / FILLER.length();

    private String largeFile() throws IOException {
        Path file = directory.resolve("large.txt");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LARGE_FILE_LINES; i++) {
                writer.write("request " + i + " " + FILLER + "\n");
            }
        }
        return file.toString();
    }

    /** Sends the file once, and tells how the requests began. */
    private List<String> startsOfAll(String file, String load) throws IOException {
        CommandRun run = profile(("--input-file " + file + " --request-count " + LARGE_FILE_LINES
                        + " --osl 1 --endpoint-type completions " + load)
                .split(" ", -1));
        assertDone(run);
        assertThat(run.out()).contains("was read while the run went on");
        List<String> starts = new ArrayList<>();
        for (JsonNode body : sent()) {
            starts.add(body.at("/prompt/0").asString().substring(0, 12));
        }
        return starts;
    }

    @Test
    void largeFileIsReadWhileTheRunGoesOn() throws IOException {
        assertThat(startsOfAll(largeFile(), "--concurrency 8"))
                .hasSize(LARGE_FILE_LINES)
                .doesNotHaveDuplicates();
    }

    /** Beyond what is kept in memory too, each part sends its own lines. */
    @ParameterizedTest
    @ValueSource(strings = {"--concurrency 8 --loops 2", "--user-centric-rate 20000 --num-users 9"})
    void partsOfALargeFileTogetherAreAllOfIt(String load) throws IOException {
        String file = largeFile();
        Set<String> lines = new HashSet<>();
        for (String part : List.of("0/2", "1/2")) {
            lines.addAll(startsOfAll(file, load + " --shard " + part));
        }
        assertThat(lines).hasSize(LARGE_FILE_LINES);
    }

    @Test
    void whatOfAFileIsNotFollowedIsSaidInALine() throws IOException {
        String trace = file(
                "trace.jsonl",
                "{\"timestamp\":0,\"input_length\":9,\"output_length\":1,\"hash_ids\":[1]}",
                "{\"timestamp\":1,\"session_id\":\"a\",\"delay\":500,\"input_length\":9,\"output_length\":1,\"hash_ids\":[1]}");
        String notFollowed = "its session ids, delays, timestamps were not followed";

        CommandRun asFast = profile("--input-file", "payload:" + trace, "--request-count", "2");
        assertDone(asFast);
        assertThat(asFast.out()).containsOnlyOnce("were not followed").contains(notFollowed);

        CommandRun atItsTimes = profile("--input-file", "payload:" + trace, "--schedule-file", trace);
        assertDone(atItsTimes);
        assertThat(atItsTimes.out()).contains("its session ids, delays were not followed");

        CommandRun plain = profile("--input-file", file("in.txt", "one"), "--request-count", "1", "--osl", "1");
        assertThat(plain.out()).doesNotContain("not followed");
    }

    @Test
    void cacheBustMakesEachRequestBeginDifferently() throws IOException {
        String file = file("in.txt", "the very same words");

        assertDone(profile("--input-file", file, "--request-count", "6", "--osl", "1", "--cache-bust"));

        List<String> texts = userTexts();
        assertThat(texts)
                .doesNotHaveDuplicates()
                .hasSize(6)
                .allMatch(text -> text.matches("[0-9a-f]{8} the very same words"));
        assertDone(profile("--isl", "10", "--num-prompts", "1", "--request-count", "3", "--osl", "1", "--cache-bust"));
        assertThat(userTexts()).doesNotHaveDuplicates();
    }

    @Test
    void promptsMadeAndThoseOfTracesAreOfTheCorpusThatWasAskedFor() throws IOException {
        String trace = file("trace.jsonl", "{\"timestamp\": 0, \"input_length\": 300, \"output_length\": 1}");

        assertDone(profile("--input-file", "payload:" + trace, "--prompt-corpus", "coding", "--request-count", "1"));
        assertThat(userTexts()).hasSize(1).allMatch(text -> text.contains("\n    "));
        assertDone(profile("--prompt-corpus", "coding", "--isl", "300", "--num-prompts", "3", "--osl", "1"));
        assertThat(userTexts()).isNotEmpty().allMatch(text -> text.contains("\n    "));
        assertDone(profile("--input-file", "payload:" + trace, "--request-count", "1"));
        assertThat(userTexts()).hasSize(1).noneMatch(text -> text.contains("\n"));
    }

    @Test
    void promptsAreUniqueWhenThereAreAsManyAsRequests() throws IOException {
        assertDone(profile("--isl", "9", "--num-prompts", "50", "--request-count", "50", "--osl", "1"));

        assertThat(userTexts()).hasSize(50).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--input-file nowhere.jsonl | there is no such file",
                "--file-order shuffle | mean nothing without --input-file",
                "--input-file pom.xml --isl 5 | give one of the two",
                "--input-file pom.xml --input-format poem | use jsonl, payload",
                "--input-file pom.xml --file-order upward | use sequential, shuffle or random",
            })
    void refusesInOneLine(String flags, String because) {
        CommandRun run = profile(flags.strip().split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains(because.strip()).doesNotContain("\n");
    }
}
