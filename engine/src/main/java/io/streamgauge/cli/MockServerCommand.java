package io.streamgauge.cli;

import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.mock.WarmUp;
import io.streamgauge.mock.WireStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "mock-server",
        description = "Runs the built-in OpenAI-compatible server alone, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A TIME is a duration (250us, 10ms, 1.5s) or a distribution of them: uniform:5ms,15ms, normal:10ms,2ms,",
            "exp:10ms (mean), lognormal:10ms,3ms (mean, deviation). Token k is due at TTFT + k × ITL after the request",
            "was read; a late write does not delay the ones after it. GET /truth tells when each token was written."
        })
final class MockServerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0 for any free one. Default: 8000.")
    private int port = 8000;

    @Option(names = "--unix", paramLabel = "PATH", description = "Listen on this Unix socket instead.")
    private @Nullable Path unixSocket;

    @Option(names = "--ttft", paramLabel = "TIME", description = "Time to first token. Default: 20ms.")
    private String ttft = "20ms";

    @Option(names = "--itl", paramLabel = "TIME", description = "Time between tokens. Default: 10ms.")
    private String itl = "10ms";

    @Option(
            names = "--ttft-per-input-token",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Added to TTFT for each prompt token. Default: 0ms.")
    private long ttftPerInputTokenNanos;

    @Option(
            names = "--tokens-per-event",
            paramLabel = "N",
            description = "Tokens in each event after the first. Default: 1.")
    private int tokensPerEvent = 1;

    @Option(
            names = "--events-per-write",
            paramLabel = "N",
            description = "Events gathered into one write after the first. Default: 1.")
    private int eventsPerWrite = 1;

    @Option(
            names = "--output-tokens",
            paramLabel = "N",
            description = "Length of an answer whose request sets no limit. Default: 128.")
    private int outputTokens = 128;

    @Option(
            names = "--eos-after",
            paramLabel = "N",
            description =
                    "End answers after this many tokens unless ignore_eos or min_tokens says otherwise. Default: never.")
    private int eosAfter;

    @Option(
            names = "--reasoning-tokens",
            paramLabel = "N",
            description = "How many of the first tokens of a chat answer are reasoning. Default: 0.")
    private int reasoningTokens;

    @Option(
            names = "--max-concurrent",
            paramLabel = "N",
            description = "Answers generated at a time; the rest wait in order. Default: no limit.")
    private int maxConcurrent;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            split = ",",
            description = "Models that exist; any other is a 404. Default: every name exists.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--style",
            paramLabel = "SERVER",
            description = "Whose wire habits: vllm, llama, trtllm, sglang or transformers. Default: vllm.")
    private String style = "vllm";

    @Option(
            names = "--fault",
            paramLabel = "SPEC",
            description =
                    "Fail on purpose: NAME[=ARG][:P%% or @N,N-M], for example reset:1%% or http-500@3-5; repeat for more.")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--strict", description = "Refuse unknown request fields with 400.")
    private boolean strict;

    @Option(names = "--loops", paramLabel = "N", description = "Event-loop threads. Default: 1.")
    private int loops = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the answers' words and of the latency draws. Default: 0.")
    private long seed;

    @Option(
            names = "--truth-log",
            paramLabel = "FILE",
            description = "At the end, write when each token was written as JSON lines.")
    private @Nullable Path truthLog;

    @Option(
            names = "--truth-tokens",
            paramLabel = "N",
            description = "Write times to remember; the oldest answers are forgotten beyond it. Default: 4000000.")
    private long truthTokens = 4_000_000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Answer N requests of its own first, so that the first real ones find compiled code. Default: 0.")
    private int warmUp;

    @Option(names = "--until-eof", hidden = true, description = "End when standard input does, and so with the parent.")
    private boolean untilEof;

    @Override
    public Integer call() throws InterruptedException {
        MockOptions options = options();
        if (warmUp > 0) {
            WarmUp.run(warmUp);
        }
        CountDownLatch stop = new CountDownLatch(1);
        Interrupts.listen(count -> stop.countDown());
        if (untilEof) {
            Thread.ofPlatform().daemon().name("streamgauge-parent").start(() -> awaitEof(stop));
        }
        try (MockServer server = MockServer.start(options)) {
            String where = unixSocket == null ? "http://" + host + ":" + server.port() : "unix:" + unixSocket;
            spec.commandLine()
                    .getOut()
                    .println("mock server at " + where + ", TTFT " + ttft + ", ITL " + itl + "; Ctrl-C ends it");
            spec.commandLine().getOut().flush();
            stop.await();
        }
        return 0;
    }

    private static void awaitEof(CountDownLatch stop) {
        try {
            while (System.in.read() >= 0) {
                // What is said does not matter, only that it ends.
            }
        } catch (IOException e) {
            // As good as an end.
        } finally {
            stop.countDown();
        }
    }

    private MockOptions options() {
        try {
            return MockOptions.builder()
                    .host(host)
                    .port(port)
                    .unixSocket(unixSocket)
                    .ttft(LatencyModel.parse(ttft))
                    .itl(LatencyModel.parse(itl))
                    .ttftPerInputTokenNanos(ttftPerInputTokenNanos)
                    .tokensPerEvent(tokensPerEvent)
                    .eventsPerWrite(eventsPerWrite)
                    .defaultOutputTokens(outputTokens)
                    .eosAfterTokens(eosAfter)
                    .reasoningTokens(reasoningTokens)
                    .maxConcurrent(maxConcurrent)
                    .models(models)
                    .style(WireStyle.parse(style))
                    .strict(strict)
                    .loops(loops)
                    .seed(seed)
                    .faults(faults.stream().map(FaultRule::parse).toList())
                    .truthLog(truthLog)
                    .truthTokens(truthTokens)
                    .build();
        } catch (IllegalArgumentException e) {
            throw UserError.badInput("mock-server: " + e.getMessage());
        }
    }
}
