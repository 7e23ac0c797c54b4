package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SummaryFilesTest {
    @TempDir
    Path directory;

    @Test
    void csvHasGenaiPerfsBlocks() throws IOException {
        var path = directory.resolve("profile_export_genai_perf.csv");
        CsvReport.write(path, Runs.streaming(Runs.troubled()));
        var text = Files.readString(path);
        assertThat(text.lines()).allMatch(line -> !line.contains("\""));
        assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
        Golden.check("summary.csv", text.replace("\r\n", "\n"));
        assertThat(directory.toFile().list()).containsExactly("profile_export_genai_perf.csv");
    }

    @Test
    void csvNumbersHaveNoThousandsSeparators() {
        assertThat(CsvReport.render(Runs.wide())).contains("Request Latency (ms),2900000.00,");
    }

    @Test
    void jsonHasGenaiPerfsKeysFirst() throws IOException {
        var path = directory.resolve("profile_export_genai_perf.json");
        SummaryJson.write(
                path,
                Runs.streaming(Runs.troubled()),
                Runs.inputConfig(),
                Map.of("health", Map.of("verdict", "trusted")));
        Golden.check("summary.json", Files.readString(path));
        assertThat(JsonMapper.shared().readTree(Files.readAllBytes(path)).propertyNames())
                .startsWith(
                        "request_throughput",
                        "request_latency",
                        "request_count",
                        "time_to_first_token",
                        "time_to_second_token",
                        "inter_token_latency",
                        "output_token_throughput",
                        "output_token_throughput_per_request",
                        "output_token_throughput_per_user",
                        "output_sequence_length",
                        "input_sequence_length",
                        "request_goodput",
                        "input_config");
    }

    @Test
    void inputsJsonHoldsEveryBody() throws IOException {
        var path = directory.resolve("inputs.json");
        var bodies = List.of(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"caf\u00e9 \\n\"}],\"stream\":true,\"max_tokens\":50}",
                "{\"model\":\"m\",\"prompt\":[\"a\"],\"temperature\":0.10}");
        InputsJson.write(
                path,
                bodies.stream()
                        .map(body -> body.getBytes(StandardCharsets.UTF_8))
                        .map(InputsJson.Entry::of)
                        .toList());
        Golden.check("inputs.json", Files.readString(path) + "\n");
    }

    @Test
    void aBodyThatIsNoJsonLeavesNoFile() throws IOException {
        var path = directory.resolve("inputs.json");
        assertThatThrownBy(() -> InputsJson.write(
                        path, List.of(InputsJson.Entry.of("{\"a\":".getBytes(StandardCharsets.UTF_8)))))
                .isInstanceOf(RuntimeException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsNotThereIsTheCallersToKnow() {
        var path = directory.resolve("none/summary.csv");
        assertThatThrownBy(() -> CsvReport.write(path, Runs.streaming(Runs.clean())))
                .isInstanceOf(NoSuchFileException.class);
    }
}
