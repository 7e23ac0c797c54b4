package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.cli.ScriptedServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a run says beside its numbers is said again by whoever reads it later. */
class RunRemarksTest {
    private static final String STOPPED = "INCOMPLETE: stopped early: 2 requests failed";
    private static final String REFUSED = "the server refuses stream_options";

    @TempDir
    private Path directory;

    private Path run() {
        return directory.resolve("run");
    }

    private Path summary() {
        return run().resolve("profile_export_genai_perf.json");
    }

    private JsonNode remarks() {
        return JsonMapper.shared().readTree(summary().toFile()).path("remarks");
    }

    /** Of a server that takes no {@code stream_options}, and fails after its fourth answer. */
    private CommandRun stoppedEarly() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        Answer refusal = Answer.json(400, "{\"error\":{\"message\":\"unknown field stream_options\"}}");
        Answer failure = Answer.json(500, "{\"error\":{\"message\":\"down\"}}");
        Answer token = Answer.stream("{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}", "[DONE]");
        try (ScriptedServer server = new ScriptedServer(
                body -> body.contains("stream_options") ? refusal : answers.incrementAndGet() <= 4 ? token : failure)) {
            return CommandRun.profile(
                    server.url(), run(), "--no-preflight", "--request-count", "50", "--max-errors", "2", "--osl", "1");
        }
    }

    @Test
    void theyAreKeptInTheSummaryAndSaidByReport() throws IOException {
        CommandRun run = stoppedEarly();
        assertThat(run.out()).startsWith(STOPPED).contains(REFUSED);
        assertThat(remarks().at("/incomplete/0").asString()).startsWith("stopped early: 2 requests failed");
        assertThat(remarks().at("/notes/0").asString()).startsWith(REFUSED);
        CommandRun report = CommandRun.of("report", run().toString());
        assertThat(report.out()).startsWith(STOPPED);
        assertThat(report.out().indexOf(REFUSED)).isGreaterThan(report.out().indexOf("Time To First Token"));
        assertThat(Files.readString(run().resolve("report.html"))).contains(STOPPED, REFUSED);
    }

    @Test
    void mergeSaysWhichPartTheyAreOf() throws IOException {
        stoppedEarly();
        CommandRun merged = CommandRun.of(
                "merge",
                run().toString(),
                "--artifact-dir",
                directory.resolve("whole").toString());
        assertThat(merged.out()).contains(run() + ": " + STOPPED);
    }

    @Test
    void anUneventfulRunHasNone() {
        CommandRun.profileMock(run(), "--request-count", "3", "--osl", "2").assertDone();
        assertThat(remarks().isMissingNode()).isTrue();
    }

    @Test
    void timesThatAreNotTrueAreSaidAgain() throws IOException {
        CommandRun.profileMock(run(), "--request-count", "3", "--osl", "2").assertDone();
        ObjectNode summary = (ObjectNode) JsonMapper.shared().readTree(summary().toFile());
        ((ObjectNode) summary.get("client_health"))
                .putArray("untrue_times")
                .add("the loop slept")
                .add("and again");
        Files.writeString(summary(), summary.toString());
        CommandRun report = CommandRun.of("report", run().toString());
        assertThat(report.out()).startsWith("WARNING: token times are not all true: the loop slept\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "[]", "{\"incomplete\":3,\"notes\":{}}", "{\"notes\":[null]}"})
    void whatIsNoneIsPassedOver(String foreign) throws IOException {
        CommandRun.profileMock(run(), "--request-count", "3", "--osl", "2").assertDone();
        ObjectNode summary = (ObjectNode) JsonMapper.shared().readTree(summary().toFile());
        summary.set("remarks", JsonMapper.shared().readTree(foreign));
        Files.writeString(summary(), summary.toString());
        CommandRun report = CommandRun.of("report", run().toString()).assertDone();
        assertThat(report.out()).doesNotContain("INCOMPLETE", "null");
    }
}
