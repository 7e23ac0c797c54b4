package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AIPerf's outputs.json: what each request was answered. */
class OutputsJsonTest {
    @TempDir
    private Path directory;

    private List<JsonNode> outputs(String flags) {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                ("--export-outputs-json " + flags).strip().split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode file = JsonMapper.shared()
                .readTree(directory.resolve("run/outputs.json").toFile());
        assertThat(file.path("schema_version").asString()).isEqualTo("1.0");
        return StreamSupport.stream(file.path("data").spliterator(), false).toList();
    }

    @Test
    void holdsTheTextsOfMeasuredAnswers() throws IOException {
        List<JsonNode> outputs = outputs("--request-count 3 --warmup-request-count 2 --osl 5 --isl 9");

        List<RequestRecord> measured = CommandRun.records(directory.resolve("run")).stream()
                .filter(RequestRecord::isMeasuredOk)
                .toList();
        assertThat(outputs).hasSize(3);
        for (JsonNode output : outputs) {
            RequestRecord record = measured.stream()
                    .filter(one -> one.request() == output.path("session_num").asInt())
                    .findFirst()
                    .orElseThrow();
            assertThat(output.path("response_text").asString().strip().split(" "))
                    .hasSizeBetween(3, 5);
            assertThat(output.path("request_end_ns").asLong()
                            - output.path("request_start_ns").asLong())
                    .isEqualTo(record.endNanos() - record.sentNanos());
            assertThat(output.path("x_request_id").asString()).isEqualTo(record.responseId());
            assertThat(output.at("/metrics/output_sequence_length").asInt()).isEqualTo(5);
            assertThat(output.at("/metrics/time_to_first_token").asDouble())
                    .isCloseTo((record.tokenTimes().first() - record.sentNanos()) / 1e6, within(1e-9));
        }
    }

    @Test
    void namesTheTurnsOfSessions() {
        List<JsonNode> outputs =
                outputs("--num-sessions 1 --session-turns-mean 2 --osl 3 --isl 9 --export-level summary");

        assertThat(outputs)
                .extracting(output -> output.path("turn_index").asInt())
                .containsExactly(0, 1);
        assertThat(outputs.getFirst().path("conversation_id").asString())
                .isEqualTo(outputs.getLast().path("conversation_id").asString())
                .isNotEmpty();
    }

    @Test
    void answersWithoutTextHaveNone() {
        assertThat(outputs("--endpoint-type embeddings --request-count 1")
                        .getFirst()
                        .path("response_text")
                        .isNull())
                .isTrue();
    }

    @Test
    void keepsNoTextsThatAreToBeRedacted() {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"), "--export-outputs-json", "--redact-prompts", "--request-count", "1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("give one of the two");
        assertThat(Files.exists(directory.resolve("run"))).isFalse();
    }
}
