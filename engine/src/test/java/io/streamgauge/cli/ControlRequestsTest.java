package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server is told before and after the requests that are measured. */
class ControlRequestsTest {
    private static final String ANSWER = """
            {"id":"a","object":"chat.completion","choices":[{"message":{"content":"Yes."},"finish_reason":"stop"}]}""";

    @TempDir
    private Path directory;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        heard.add(exchange.getRequestMethod() + " " + path);
        exchange.getRequestBody().readAllBytes();
        int status = statuses.getOrDefault(path, 200);
        statuses.computeIfPresent(path, (key, old) -> old == 503 ? 200 : old);
        boolean models = path.endsWith("/models");
        byte[] body = (models ? "{\"data\":[{\"id\":\"other\"}]}" : path.contains("chat") ? ANSWER : "")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private CommandRun profile(String flags) {
        return CommandRun.profile(
                "127.0.0.1:" + server.getAddress().getPort() + "/api",
                directory.resolve("run"),
                ("--no-streaming --request-count 2 --no-server-metrics " + flags).split(" "));
    }

    private List<String> heardInOrder() {
        return heard.stream().filter(line -> !line.contains("/v1/models")).toList();
    }

    @Test
    void emptiesTheCacheFirstAndProfilesTheMeasuredPhase() {
        statuses.put("/reset_prefix_cache", 503);

        CommandRun run = profile("--no-preflight --reset-kv-cache --server-profiler --warmup-request-count 1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(heardInOrder())
                .containsExactly(
                        "POST /reset_prefix_cache",
                        "POST /reset_prefix_cache",
                        "POST /api/v1/chat/completions",
                        "POST /start_profile",
                        "POST /api/v1/chat/completions",
                        "POST /api/v1/chat/completions",
                        "POST /stop_profile");
    }

    @Test
    void endsBeforeTheRunWhereTheCacheIsNotEmptied() {
        statuses.put("/flush", 404);

        CommandRun run = profile("--no-preflight --reset-kv-cache --reset-kv-cache-path /flush");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .contains("--reset-kv-cache: the server at 127.0.0.1", "POST /flush", "404")
                .doesNotContain("\n");
        assertThat(heardInOrder()).containsExactly("POST /flush");
    }

    @Test
    void stopsWhatItStartedAndLosesNothing() throws IOException {
        statuses.put("/off", 500);

        CommandRun run = profile("--no-preflight --server-profiler --server-profiler-start-path /on"
                + " --server-profiler-stop-path /off --server-profiler-timeout 5s");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("INCOMPLETE: --server-profiler: the server at", "POST /off", "Request Latency");
        assertThat(CommandRun.records(directory.resolve("run"))).hasSize(2);
        assertThat(Files.exists(directory.resolve("run/profile_export_genai_perf.json")))
                .isTrue();
        statuses.put("/on", 500);
        heard.clear();
        CommandRun refused = profile(
                "--no-preflight --server-profiler --server-profiler-start-path /on --server-profiler-stop-path /off");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--server-profiler", "POST /on");
        assertThat(heardInOrder()).containsExactly("POST /on", "POST /off");
    }

    @Test
    void looksInTheWayAskedFor() {
        CommandRun listed = profile("--wait-for-model-mode models");
        assertThat(listed.exitCode()).isEqualTo(1);
        assertThat(listed.err()).contains("--model m", "does not list it", "it offers other");
        assertThat(heardInOrder()).isEmpty();

        assertThat(profile("--wait-for-model-mode inference").exitCode()).isZero();
        assertThat(heardInOrder()).hasSize(3);

        statuses.put("/api/v1/chat/completions", 500);
        CommandRun silent = profile("--wait-for-model-mode inference");
        assertThat(silent.exitCode()).isEqualTo(1);
        assertThat(silent.err()).contains("does not answer one token of it", "500");
        assertThat(profile("--wait-for-model-mode both").err()).contains("does not list it");
    }

    @Test
    void refusesInOneLine() {
        Map.of(
                        "--reset-kv-cache-path /x", "--reset-kv-cache",
                        "--server-profiler-timeout 1s", "--server-profiler",
                        "--reset-kv-cache --reset-kv-cache-path http://x", "give a path on the server",
                        "--wait-for-model-mode sometimes", "use auto, models, inference or both")
                .forEach((flags, because) -> {
                    CommandRun run = profile(flags);
                    assertThat(run.exitCode()).isEqualTo(2);
                    assertThat(run.err().strip()).contains(because).doesNotContain("\n");
                });
        assertThat(heard).isEmpty();
    }
}
