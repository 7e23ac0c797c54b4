package io.streamgauge.cli;

import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "tokens",
        description = "Counts, encodes or decodes text with any tokenizer.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Without --jsonl the whole input is one text (for decode: one list of ids).",
            "With --jsonl each line is a JSON string or {\"text\": …} (for decode: a list of ids), and each line out is one JSON value.",
            "The seconds of --stats are the tokenizer's own: reading, JSON and printing are not in them."
        })
final class TokensCommand implements Callable<Integer> {
    enum Action {
        count,
        encode,
        decode
    }

    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "count|encode|decode", description = "What to do.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "Input; standard input without it.")
    private @Nullable Path file;

    @Option(
            names = "--tokenizer",
            paramLabel = "NAME|PATH",
            description = "A tokenizer file or directory, a Hugging Face name, or builtin. Default: builtin.")
    private String tokenizer = "builtin";

    @Option(names = "--tokenizer-revision", paramLabel = "REV", description = "Branch, tag or commit. Default: main.")
    private String revision = "main";

    @Option(
            names = "--jsonl",
            paramLabel = "FILE",
            description = "Read JSON lines from this file; - for standard input.")
    private @Nullable Path jsonl;

    @Option(names = "--threads", paramLabel = "N", description = "Threads for --jsonl. Default: 1.")
    private int threads = 1;

    @Option(
            names = "--stats",
            description = "End with one JSON line on standard error: mb_per_s, tokens, seconds, engine.")
    private boolean stats;

    TokensCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        if (threads < 1) {
            throw UserError.badInput("--threads " + threads + ": give at least 1");
        }
        if (jsonl != null && file != null) {
            throw UserError.badInput("both " + file + " and --jsonl " + jsonl + " were given; give one input");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Tokenizer loaded =
                TokenizerHub.fromEnvironment(environment.variables()).load(tokenizer, revision)) {
            TokenWork work = new TokenWork(loaded, action);
            if (jsonl != null) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(open(jsonl), StandardCharsets.UTF_8))) {
                    work.lines(lines, jsonl.toString(), threads, out);
                }
            } else {
                whole(work, out);
            }
            out.flush();
            if (stats) {
                Map<String, Object> line = work.statistics(loaded.info().engine());
                spec.commandLine().getErr().println(JsonMapper.shared().writeValueAsString(line));
            }
        }
        return 0;
    }

    /** A file is read where the system has mapped it, however large it is; a pipe is read to its end. */
    private void whole(TokenWork work, PrintWriter out) throws IOException {
        if (file == null || file.toString().equals("-") || !Files.isRegularFile(file)) {
            try (InputStream in = open(file)) {
                work.whole(MemorySegment.ofArray(in.readAllBytes()), out);
            }
            return;
        }
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file)) {
            work.whole(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), out);
        }
    }

    private static InputStream open(@Nullable Path path) throws IOException {
        if (path == null || path.toString().equals("-")) {
            return System.in;
        }
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw UserError.badInput(path + ": no such file; give a readable file, or - for standard input");
        }
        return Files.newInputStream(path);
    }
}
