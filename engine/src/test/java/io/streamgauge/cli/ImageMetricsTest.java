package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an image costs: genai-perf's and AIPerf's metrics of requests that carry some. */
class ImageMetricsTest {
    @TempDir
    private Path directory;

    private CommandRun profile(String... options) {
        return CommandRun.profileMock(directory.resolve("run"), options);
    }

    private JsonNode summary() {
        return JsonMapper.shared()
                .readTree(
                        directory.resolve("run/profile_export_genai_perf.json").toFile());
    }

    private List<RequestRecord> records() throws IOException {
        return RecordReader.read(directory.resolve("run/records.jsonl")).records();
    }

    private double mean(ToDoubleFunction<RequestRecord> value) throws IOException {
        return records().stream().mapToDouble(value).average().orElseThrow();
    }

    @Test
    void dividesTheLatencyByTheImagesOfARequest() throws IOException {
        CommandRun run = profile(
                "--endpoint-type",
                "image_retrieval",
                "--batch-size-image",
                "3",
                "--request-count",
                "4",
                "--goodput",
                "image_latency:100000",
                "image_throughput:0.001");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(records()).allMatch(record -> record.images() == 3);
        assertThat(summary().at("/image_latency/unit").asString()).isEqualTo("ms/image");
        assertThat(summary().at("/image_latency/avg").asDouble())
                .isCloseTo(mean(record -> (record.endNanos() - record.sentNanos()) / 3.0 / 1e6), within(1e-9));
        assertThat(summary().at("/image_throughput/unit").asString()).isEqualTo("images/sec");
        assertThat(summary().at("/image_throughput/avg").asDouble())
                .isCloseTo(mean(record -> 3e9 / (record.endNanos() - record.sentNanos())), within(1e-6));
        assertThat(summary().at("/request_goodput/avg").asDouble())
                .isEqualTo(summary().at("/request_throughput/avg").asDouble());
        assertThat(run.out()).contains("Image Latency (ms/image)", "Image Throughput (images/sec)");
    }

    @Test
    void countsTheImagesOfEachLineOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("in.jsonl"), """
                {"text": "a", "image": ["data:image/png;base64,AA==", "data:image/png;base64,AA=="]}
                {"text": "b", "image": "data:image/png;base64,AA=="}
                {"text": "c"}
                """);
        CommandRun run = profile(
                "--endpoint-type", "multimodal", "--input-file", file.toString(), "--request-count", "3", "--osl", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(records().stream().sorted(Comparator.comparingInt(RequestRecord::request)))
                .extracting(RequestRecord::images)
                .containsExactly(2, 1, 0);
        double most = records().stream()
                .filter(record -> record.images() > 0)
                .mapToDouble(
                        record -> record.images() * 1e9 / (record.tokenTimes().last() - record.sentNanos()))
                .max()
                .orElseThrow();
        assertThat(summary().at("/image_throughput/max").asDouble()).isCloseTo(most, within(1e-6));
    }

    @Test
    void textHasNoSuchRows() {
        CommandRun run = profile("--request-count", "2", "--osl", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(summary().has("image_latency")).isFalse();
        assertThat(run.out()).doesNotContain("Image");
    }
}
