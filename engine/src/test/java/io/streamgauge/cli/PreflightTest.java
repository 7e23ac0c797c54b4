package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.cli.ScriptedServer.Answer;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that cannot be benchmarked: told in one line, before any work is done for the run. */
@Timeout(20)
class PreflightTest {
    private static final String TOKEN = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"}}]}";

    @TempDir
    private Path directory;

    /** The tokenizer does not exist: who gets as far as loading it has passed. */
    private CommandRun profile(String url, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "profile",
                "-m",
                "acme/llama",
                "--tokenizer",
                directory.resolve("none").toString(),
                "--url",
                url,
                "--artifact-dir",
                directory.resolve("run").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private void fails(CommandRun run, String... words) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err().strip()).contains(words).doesNotContain("\n", "Exception");
        assertThat(directory.resolve("run")).doesNotExist();
    }

    private void passes(CommandRun run) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none");
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        fails(profile("127.0.0.1:" + port), "--url 127.0.0.1:" + port, "refused");
        passes(profile("127.0.0.1:" + port, "--no-preflight"));
    }

    @Test
    void theNameIsUnknown() {
        CommandRun run = profile("no-such-host.invalid:8000");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no-such-host.invalid").contains("not known");
    }

    @Test
    void theServerSpeaksNoTls() {
        try (MockServer server = MockServer.start(MockOptions.defaults())) {
            fails(profile("https://127.0.0.1:" + server.port()), "(TLS: the server speaks no TLS); check the scheme");
        }
    }

    @Test
    void theKeyIsRefused() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.stream(TOKEN, "[DONE]"))) {
            server.answerLooksBy(Answer.json(401, "{\"error\":{\"message\":\"Invalid API key\"}}"));
            fails(profile(server.url()), "401", "Invalid API key", "--api-key-file");
            assertThat(server.bodies()).isEmpty();
        }
    }

    /** A server that takes no connection would be waited for, for an hour, were it asked before the other. */
    @Test
    void allServersAreAskedAtOnce() throws IOException {
        try (NoOneAccepts silent = new NoOneAccepts();
                ScriptedServer refusing = ScriptedServer.always(Answer.stream(TOKEN, "[DONE]"))) {
            refusing.answerLooksBy(Answer.json(401, "{}"));
            fails(profile(silent.url(), "--url", refusing.url(), "--connect-timeout", "1h"), "refuses the credentials");
        }
    }

    @Test
    void noConnectionComes() throws IOException {
        try (NoOneAccepts silent = new NoOneAccepts()) {
            fails(profile(silent.url()), "no connection within 0.9 s", "longer by --connect-timeout");
            fails(profile(silent.url(), "--connect-timeout", "1200ms"), "no connection within 1.2 s");
            fails(profile(silent.url(), "--connect-timeout", "50ms"), "no connection within 0.05 s");
        }
    }

    /** A listener whose queue is full: the kernel answers no further attempt, as if a firewall swallowed it. */
    private static final class NoOneAccepts implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<SocketChannel> waiting = new ArrayList<>();

        NoOneAccepts() throws IOException {
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(listener.getLocalSocketAddress());
                waiting.add(channel);
            }
        }

        String url() {
            return "127.0.0.1:" + listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
            listener.close();
        }
    }

    @Test
    void theServerIsStillLoading() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.stream(TOKEN, "[DONE]"))) {
            server.answerLooksBy(Answer.json(503, "{\"error\":{\"message\":\"Loading model\"}}"));
            fails(profile(server.url()), "not ready", "Loading model");
        }
    }

    @Test
    void aServerThatIsStillLoadingIsWaitedFor() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.stream(TOKEN, "[DONE]"))) {
            Answer loading = Answer.json(503, "{\"error\":{\"message\":\"Loading model\"}}");
            Answer other = Answer.json(200, "{\"data\":[{\"id\":\"acme/other\"}]}");
            Answer ready = Answer.json(200, "{\"data\":[{\"id\":\"acme/llama\"}]}");
            server.answerLooksBy(loading, loading, other, ready);
            CommandRun run = profile(
                    server.url(),
                    "--wait-for-model-timeout",
                    "1h",
                    "--wait-for-model-interval",
                    "1ms",
                    "--wait-for-model-mode",
                    "models");
            passes(run);
            assertThat(run.err()).containsOnlyOnce("waiting: ").containsOnlyOnce("Loading model");
            assertThat(server.heads())
                    .filteredOn(head -> head.startsWith("GET /v1/models "))
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void waitingHasItsEnd() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.stream(TOKEN, "[DONE]"))) {
            server.answerLooksBy(Answer.json(503, "{\"error\":{\"message\":\"Loading model\"}}"));
            CommandRun run =
                    profile(server.url(), "--wait-for-model-timeout", "50ms", "--wait-for-model-interval", "1ms");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err().lines()).hasSize(2).last().asString().contains("not ready", "Loading model");
            assertThat(server.heads()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void whatWaitingDoesNotMendIsToldAtOnce() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.stream(TOKEN, "[DONE]"))) {
            server.answerLooksBy(Answer.json(401, "{}"));
            fails(profile(server.url(), "--wait-for-model-timeout", "1h"), "refuses the credentials");
            assertThat(server.heads()).hasSize(1);
        }
        CommandRun contradiction = profile("localhost:1", "--wait-for-model-timeout", "1h", "--no-preflight");
        assertThat(contradiction.exitCode()).isEqualTo(2);
        assertThat(contradiction.err()).contains("--wait-for-model-timeout and --no-preflight");
    }

    @Test
    void theModelIsUnknown() {
        MockOptions options = MockOptions.builder()
                .models(List.of("acme/llama-8b", "acme/llama-70b"))
                .build();
        try (MockServer server = MockServer.start(options)) {
            fails(profile("127.0.0.1:" + server.port()), "--model acme/llama:", "acme/llama-8b, acme/llama-70b");
        }
    }

    @Test
    void aServerThatAnswersToAnyNamePasses() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.stream(TOKEN, "[DONE]"))) {
            server.answerLooksBy(Answer.json(200, "{\"data\":[{\"id\":\"model.gguf\"}]}"));
            passes(profile(server.url()));
            assertThat(server.bodies()).hasSize(1).first().asString().contains("\"max_tokens\":1");
        }
    }

    @Test
    void aServerWithoutAListPasses() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.stream(TOKEN, "[DONE]"))) {
            passes(profile(server.url()));
            assertThat(server.bodies()).isEmpty();
        }
    }

    @Test
    void aServerThatTakesTooLongToTellPasses() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            passes(profile("127.0.0.1:" + silent.getLocalPort()));
        }
    }

    @Test
    void theModelThatIsThereIsNotAskedForTokens() throws IOException {
        MockOptions options = MockOptions.builder()
                .models(List.of("acme/llama"))
                .ttft(new LatencyModel.Fixed(1_000_000))
                .build();
        try (MockServer server = MockServer.start(options)) {
            passes(profile("127.0.0.1:" + server.port()));
            assertThat(server.truth().finished()).isEmpty();
        }
        assertThat(Files.exists(directory.resolve("run/records.jsonl"))).isFalse();
    }

    @Test
    void anApiThatNeedsMoreThanAShortTextSaysSo() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.json(200, "{}"))) {
            server.answerLooksBy(Answer.json(200, "{\"data\":[{\"id\":\"acme/llama\"}]}"));
            for (String mode : List.of("inference", "both")) {
                for (String api : List.of("image_retrieval", "image_edit", "audio_transcription")) {
                    CommandRun run = profile(server.url(), "--endpoint-type", api, "--wait-for-model-mode", mode);
                    fails(run, "--wait-for-model-mode: ", api, "use models");
                }
            }
            assertThat(server.bodies()).isEmpty();
        }
    }

    @Test
    void anApiThatNeedsMoreThanAShortTextIsAskedForItsListAlone() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.json(200, "{}"))) {
            server.answerLooksBy(Answer.json(200, "{\"data\":[{\"id\":\"acme/other\"}]}"));
            passes(profile(server.url(), "--endpoint-type", "image_retrieval"));
            assertThat(server.bodies()).isEmpty();
        }
    }

    @Test
    void rankingsAreAskedForOnePassage() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(Answer.json(200, "{\"rankings\":[]}"))) {
            passes(profile(server.url(), "--endpoint-type", "nim_rankings", "--wait-for-model-mode", "inference"));
            assertThat(server.bodies()).hasSize(1).first().asString().contains("\"passages\":[{\"text\":\"Hi\"}]");
        }
    }
}
