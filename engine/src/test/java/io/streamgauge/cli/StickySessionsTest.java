package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --connection-reuse sticky-user-sessions}: each session has a connection of its own, from its first turn to its last. */
class StickySessionsTest {
    private static final String STICKY = "--connection-reuse-strategy sticky-user-sessions ";
    private static final byte[] ANSWER = """
            {"id":"a","choices":[{"message":{"content":"Yes."},"finish_reason":"stop"}]}""".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    /** Of each session the ports that its turns came from, in order. */
    private final Map<String, ConcurrentLinkedQueue<Integer>> ports = new ConcurrentHashMap<>();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(handlers);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        handlers.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String session = exchange.getRequestHeaders().getFirst("X-Session");
        ports.computeIfAbsent(session, first -> new ConcurrentLinkedQueue<>())
                .add(exchange.getRemoteAddress().getPort());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body.contains("fail") ? 500 : 200, ANSWER.length);
        exchange.getResponseBody().write(ANSWER);
        exchange.close();
    }

    private List<RequestRecord> profile(String flags) throws IOException {
        CommandRun run = CommandRun.profile(
                "127.0.0.1:" + server.getAddress().getPort(),
                directory.resolve("run"),
                ("--no-preflight --no-streaming --no-server-metrics --session-header X-Session " + flags).split(" "));
        assertThat(run.out()).as(run.err()).contains("Request Latency");
        return CommandRun.records(directory.resolve("run"));
    }

    /** All different ports, which are distinct among sessions. */
    private void assertNoneShared() {
        List<Integer> each = ports.values().stream()
                .flatMap(session -> session.stream().distinct())
                .toList();
        assertThat(each).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--concurrency 1", "--concurrency 3 --loops 2", "--request-rate 500 --num-warmup-sessions 2"})
    void turnsComeOverOneConnectionThatServesNoOtherSession(String load) throws IOException {
        List<RequestRecord> records =
                profile(STICKY + "--osl 3 --isl 9 --num-sessions 6 --session-turns-mean 4 " + load);

        int sessions = load.contains("warmup") ? 8 : 6;
        assertThat(ports).hasSize(sessions);
        assertThat(ports.values()).allSatisfy(turns -> {
            assertThat(turns).hasSize(4);
            assertThat(turns.stream().distinct()).hasSize(1);
        });
        assertNoneShared();
        assertThat(records.stream().filter(record -> record.connectNanos() > 0)).hasSize(sessions);
    }

    /** A session that begins two others and waits for both. */
    private static String plan(String name) {
        return """
                {"session_id": "%1$s", "turns": [{"text": "Plan.", "spawns": ["%1$s-a", "%1$s-b"]}, {"text": "Sum up."}]}\
                """.formatted(name);
    }

    private static String part(String name) {
        return """
                {"session_id": "%s", "turns": [{"text": "One."}, {"text": "Two."}]}\
                """.formatted(name);
    }

    @Test
    void branchesGoOverConnectionsOfTheirSession() throws IOException {
        Path file = Files.write(
                directory.resolve("dag.jsonl"),
                Stream.of("x", "y", "z")
                        .flatMap(name -> Stream.of(plan(name), part(name + "-a"), part(name + "-b")))
                        .toList());

        profile(STICKY + "--osl 3 --concurrency 2 --input-format dag --input-file " + file);

        assertThat(ports).hasSize(3);
        assertThat(ports.values()).allSatisfy(turns -> {
            assertThat(turns).hasSize(6);
            assertThat(turns.stream().distinct().count()).isBetween(1L, 2L);
        });
        assertNoneShared();
    }

    @Test
    void aSessionThatFailsLeavesItsConnectionToNobody() throws IOException {
        Path file = Files.writeString(directory.resolve("turns.jsonl"), """
                {"session_id": "a", "turns": [{"text": "one"}, {"text": "fail"}, {"text": "never"}]}
                {"session_id": "b", "turns": [{"text": "one"}, {"text": "two"}]}
                {"session_id": "c", "turns": [{"text": "one"}, {"text": "two"}]}
                """);

        List<RequestRecord> records = profile(STICKY + "--osl 3 --concurrency 1 --input-file " + file);

        assertThat(records).hasSize(6);
        assertThat(ports).hasSize(3);
        assertThat(ports.values())
                .allSatisfy(turns -> assertThat(turns.stream().distinct()).hasSize(1));
        assertNoneShared();
    }

    @Test
    void requestsOfNoSessionAreOnePool() throws IOException {
        profile(STICKY + "--osl 3 --isl 9 --concurrency 1 --request-count 5");

        assertThat(ports).hasSize(5);
        assertThat(ports.values().stream()
                        .flatMap(ConcurrentLinkedQueue::stream)
                        .distinct())
                .hasSize(1);
    }

    /** Of a session that is over; or that the end of a phase finds between two turns: its connection goes with the phase. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--num-sessions 2 --session-turns-mean 1",
                "--num-sessions 1 --session-turns-mean 2 --session-turn-delay-mean 600000 --num-warmup-sessions 1"
                        + " --warmup-duration 50ms --benchmark-duration 50ms --benchmark-grace-period inf"
            })
    void nothingStaysOpenOfASessionThatGoesOnNoMore(String flags) throws IOException {
        AtomicReference<ScriptedServer> asked = new AtomicReference<>();
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicBoolean ended = new AtomicBoolean();
        try (ScriptedServer scripted = new ScriptedServer(body -> {
            if (!first.getAndSet(false)) {
                ended.set(tookOne(asked.get()));
            }
            return ScriptedServer.Answer.json(200, new String(ANSWER, StandardCharsets.UTF_8));
        })) {
            asked.set(scripted);
            CommandRun run = CommandRun.profile(
                    scripted.url(),
                    directory.resolve("run"),
                    (STICKY + "--no-preflight --no-streaming --no-server-metrics --osl 3 --isl 9 --concurrency 1 "
                                    + flags)
                            .split(" "));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(scripted.bodies()).hasSize(2);
            assertThat(ended).isTrue();
        }
    }

    private static boolean tookOne(ScriptedServer server) {
        try {
            return server.ended().tryAcquire(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anotherWordIsRefused() {
        CommandRun.profile("127.0.0.1:1", directory, "--connection-reuse", "sticky")
                .assertRefused("--connection-reuse 'sticky': use pooled, never or sticky-user-sessions");
    }
}
