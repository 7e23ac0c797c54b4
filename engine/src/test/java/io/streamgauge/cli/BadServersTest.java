package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.cli.ScriptedServer.Answer;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that fail, lie or break off: each ends in counted failures and the right exit code, never in a stack trace or a hang. */
class BadServersTest {
    private static final String ROLE =
            "{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}";
    private static final String TOKEN =
            "{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"}}]}";
    private static final String FINISH =
            "{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE =
            "{\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}}";

    @TempDir
    private Path directory;

    private CommandRun profile(String url, String... more) {
        String[] few = {"--concurrency", "2", "--request-count", "4", "--isl", "5", "--osl", "2"};
        return CommandRun.profile(
                url, directory, Stream.of(few, more).flatMap(Stream::of).toArray(String[]::new));
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                Arguments.of(
                        "500 with JSON",
                        Answer.json(500, "{\"error\":{\"message\":\"out of memory\"}}"),
                        Status.HTTP_ERROR,
                        "out of memory"),
                Arguments.of("500 without body", Answer.whole(500, "text/plain", ""), Status.HTTP_ERROR, "500"),
                Arguments.of("404", Answer.json(404, "{\"detail\":\"Not Found\"}"), Status.HTTP_ERROR, "Not Found"),
                Arguments.of(
                        "HTML in place of JSON",
                        Answer.whole(200, "text/html", "<html><body>Welcome</body></html>"),
                        Status.MALFORMED,
                        "text/html"),
                Arguments.of("empty 200", Answer.whole(200, "application/json", ""), Status.MALFORMED, ""),
                Arguments.of("a stream that breaks off", Answer.brokenStream(ROLE, TOKEN), Status.TRUNCATED, ""),
                Arguments.of(
                        "a stream that ends without finish reason or [DONE]",
                        Answer.stream(ROLE, TOKEN),
                        Status.TRUNCATED,
                        ""),
                Arguments.of(
                        "an error inside the stream",
                        Answer.stream(ROLE, TOKEN, "{\"error\":{\"message\":\"engine died\",\"code\":500}}"),
                        Status.IN_BAND_ERROR,
                        "engine died"),
                Arguments.of(
                        "an event that is no JSON",
                        Answer.stream(ROLE, "{\"choices\":[{]}", "[DONE]"),
                        Status.MALFORMED,
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failing")
    void isCountedByKindAndExitsOne(String what, Answer answer, Status status, String message) throws IOException {
        try (ScriptedServer server = ScriptedServer.always(answer)) {
            CommandRun run = profile(server.url());
            assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
            assertThat(CommandRun.records(directory)).hasSize(4).allSatisfy(record -> {
                assertThat(record.status()).isEqualTo(status);
                assertThat(record.error()).contains(message).doesNotContain("\n");
            });
            assertThat(run.out()).contains("4 of 4").contains(message);
            assertThat(run.out() + run.err()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of(
                        "no [DONE], but a finish reason and a clean end", Answer.stream(ROLE, TOKEN, TOKEN, FINISH)),
                Arguments.of(
                        "a usage chunk with empty choices", Answer.stream(ROLE, TOKEN, TOKEN, FINISH, USAGE, "[DONE]")),
                Arguments.of("[DONE], but no finish reason", Answer.stream(TOKEN, TOKEN, "[DONE]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void isAGoodAnswerAllTheSame(String what, Answer answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.always(answer)) {
            CommandRun run = profile(server.url());
            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
            assertThat(CommandRun.records(directory)).hasSize(4).allSatisfy(record -> {
                assertThat(record.status()).isEqualTo(Status.OK);
                assertThat(record.osl()).isEqualTo(2);
                assertThat(record.tokenTimes().count()).isEqualTo(2);
                assertThat(record.responseId()).isEqualTo(answer.bytes().contains("c-1") ? "c-1" : null);
            });
        }
    }

    @Test
    void aServerThatFailsSometimesSpoilsOnlyThoseRequests() throws IOException {
        var calls = new java.util.concurrent.atomic.AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(body -> calls.getAndIncrement() % 2 == 0
                ? Answer.json(503, "{\"message\":\"busy\"}")
                : Answer.stream(TOKEN, TOKEN, FINISH, "[DONE]"))) {
            CommandRun run = profile(server.url());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("2 of 4").contains("busy");
            assertThat(CommandRun.records(directory).stream().filter(RequestRecord::isMeasuredOk))
                    .hasSize(2);
        }
    }

    @Test
    void aServerThatRefusesStreamOptionsIsAskedAgainWithout() throws IOException {
        try (ScriptedServer server = new ScriptedServer(body -> body.contains("stream_options")
                ? Answer.json(422, "{\"detail\":\"Unexpected fields in the request: {'stream_options'}\"}")
                : Answer.stream(TOKEN, TOKEN, FINISH, "[DONE]"))) {
            CommandRun run = profile(server.url());
            assertThat(run.exitCode()).as(run.out()).isZero();
            assertThat(CommandRun.records(directory)).hasSize(4).allMatch(RequestRecord::isMeasuredOk);
            assertThat(run.out()).contains("refuses stream_options");
        }
    }

    @Test
    void nobodyListeningIsOneLineAtOnce() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        CommandRun run = profile("127.0.0.1:" + port);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .startsWith("streamgauge: --url 127.0.0.1:" + port)
                .doesNotContain("\n");
    }

    @Test
    void nobodyListeningIsCountedWhereThePreflightIsOff() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        CommandRun run = profile("127.0.0.1:" + port, "--no-preflight");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(CommandRun.records(directory))
                .hasSize(4)
                .allMatch(record -> record.status() == Status.CONNECT_ERROR);
    }
}
