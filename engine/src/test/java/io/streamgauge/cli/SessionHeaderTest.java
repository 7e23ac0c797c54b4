package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The header by which routers keep a session with one server. */
class SessionHeaderTest {
    private static final byte[] ANSWER = """
            {"id":"a","choices":[{"message":{"content":"Yes."},"finish_reason":"stop"}]}""".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final List<String> values = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        values.add(String.join("+", exchange.getRequestHeaders().getOrDefault("X-Session", List.of("none"))));
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, ANSWER.length);
        exchange.getResponseBody().write(ANSWER);
        exchange.close();
    }

    private CommandRun profile(String flags) {
        values.clear();
        return CommandRun.profile(
                "127.0.0.1:" + server.getAddress().getPort(),
                directory.resolve("run"),
                ("--no-preflight --no-streaming --no-server-metrics --osl 3 --isl 9 --session-header X-Session "
                                + flags)
                        .split(" "));
    }

    @Test
    void isTheSameInAllTurnsOfASession() {
        CommandRun run = profile("--num-sessions 3 --session-turns-mean 2 --concurrency 3");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(values.stream().collect(Collectors.groupingBy(value -> value, Collectors.counting())))
                .hasSize(3)
                .allSatisfy((value, count) -> assertThat(count).isEqualTo(2));
        List<String> first = List.copyOf(values);
        profile("--num-sessions 3 --session-turns-mean 2 --concurrency 3");
        assertThat(values).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void differsBetweenRequestsOfNoSession() {
        CommandRun run = profile("--request-count 4");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(values)
                .hasSize(4)
                .doesNotHaveDuplicates()
                .allSatisfy(value -> assertThat(value).matches("[0-9a-f-]{36}"));
    }

    @Test
    void isGivenOnce() {
        assertThat(profile("-H X-Session:me").err()).contains("--session-header and --header");
        assertThat(CommandRun.of("profile", "-m", "m", "--session-header", "a b")
                        .err())
                .contains("no header can be");
    }
}
