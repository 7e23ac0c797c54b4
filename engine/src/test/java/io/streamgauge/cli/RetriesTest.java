package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.cli.ScriptedServer.Answer;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Failed requests are failures unless they are asked to be sent again, and then that is told. */
@Timeout(30)
class RetriesTest {
    private static final String TOKEN = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"}}]}";
    private static final Answer GOOD = Answer.stream(TOKEN, "[DONE]");
    private static final Answer BUSY = Answer.json(500, "{\"error\":{\"message\":\"busy\"}}");

    @TempDir
    private Path directory;

    private CommandRun profile(int requests, String url, String... more) {
        String[] few = {"--concurrency", "1", "--request-count", String.valueOf(requests), "--isl", "5"};
        return CommandRun.profile(
                url, directory, Stream.of(few, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private static ScriptedServer failingEveryOther() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        return new ScriptedServer(body -> calls.getAndIncrement() % 2 == 0 ? BUSY : GOOD);
    }

    @Test
    void nothingIsSentAgainUnlessAsked() throws IOException {
        try (ScriptedServer server = failingEveryOther()) {
            CommandRun run = profile(4, server.url());
            assertThat(run.out()).contains("2 of 4 requests failed").doesNotContain("more than once");
            assertThat(server.bodies()).hasSize(4);
            assertThat(CommandRun.records(directory)).allMatch(record -> record.retries() == 0);
        }
    }

    @Test
    void whatIsSentAgainIsMarkedAndCountedApart() throws IOException {
        try (ScriptedServer server = failingEveryOther()) {
            CommandRun run = profile(4, server.url(), "--retries", "2");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.bodies()).hasSize(8);
            assertThat(CommandRun.records(directory))
                    .hasSize(4)
                    .allMatch(record -> record.retries() == 1 && record.status() == Status.OK);
            assertThat(run.out())
                    .contains("4 of 4 requests were sent more than once")
                    .doesNotContain("failed");
            assertThat(JsonMapper.shared()
                            .readTree(directory
                                    .resolve("profile_export_genai_perf.json")
                                    .toFile())
                            .at("/requests/retried")
                            .asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void whatKeepsFailingIsAFailureInTheEnd() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(BUSY)) {
            CommandRun run = profile(1, server.url(), "--retries", "2");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(server.bodies()).hasSize(3);
            assertThat(CommandRun.records(directory)).singleElement().satisfies(record -> {
                assertThat(record.retries()).isEqualTo(2);
                assertThat(record.status()).isEqualTo(Status.HTTP_ERROR);
            });
        }
    }

    @Test
    void aServerThatNamesATimeIsWaitedForAndQuoted() throws IOException {
        Answer later = new Answer(
                "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                false);
        try (ScriptedServer server = ScriptedServer.always(later)) {
            CommandRun run = profile(
                    4,
                    server.url(),
                    "--retries",
                    "1",
                    "--benchmark-duration",
                    "300ms",
                    "--benchmark-grace-period",
                    "0");
            assertThat(run.out()).contains("Retry-After: 7");
            assertThat(server.bodies()).as("the seven seconds were not over").hasSize(1);
            assertThat(CommandRun.records(directory))
                    .singleElement()
                    .satisfies(record -> assertThat(record.status()).isEqualTo(Status.HTTP_ERROR));
        }
    }
}
