package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.dataset.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code server_metrics.parquet} says of readings of which all is known. */
class SeriesRowsTest {
    private static final String URL = "http://localhost:8000/metrics";

    @TempDir
    private Path directory;

    private static String line(String phase, long nanos, Map<String, Object> values) {
        return LogLine.of(phase, URL, nanos, values);
    }

    private List<String> rows(String... lines) throws IOException {
        var log = Files.write(directory.resolve("log.jsonl"), List.of(lines));
        var file = directory.resolve("rows.parquet");
        try (var output = Files.newOutputStream(file)) {
            assertThat(SeriesRows.write(log, output)).isTrue();
        }
        return TableRows.of(file).stream()
                .map(line -> line.replace("\"endpoint_url\":\"" + URL + "\",", ""))
                .toList();
    }

    @Test
    void gaugesAreAsTheyWereAndCountersAsTheyGrew() throws IOException {
        String tokens = "vllm:generation_tokens_total{model=\"a, b\"}";
        assertThat(rows(
                        line("warmup", 0, Map.of(tokens, 7, "vllm:kv_cache_usage_perc", 0.75)),
                        line("measure", 1, Map.of(tokens, 100)),
                        line("measure", 2, Map.of(tokens, 150, "vllm:kv_cache_usage_perc", 0.5)),
                        // Started anew, and nothing to tell of the cache.
                        line("measure", 3, Map.of(tokens, 20, "vllm:kv_cache_usage_perc", "NaN"))))
                .containsExactlyInAnyOrder(
                        "{\"metric_name\":\"vllm:generation_tokens\",\"metric_type\":\"counter\",\"unit\":\"tokens\",\"timestamp_ns\":1000,\"model\":\"a, b\",\"value\":0}",
                        "{\"metric_name\":\"vllm:kv_cache_usage_perc\",\"metric_type\":\"gauge\",\"unit\":\"ratio\",\"timestamp_ns\":1000,\"value\":0.75}",
                        "{\"metric_name\":\"vllm:generation_tokens\",\"metric_type\":\"counter\",\"unit\":\"tokens\",\"timestamp_ns\":2000,\"model\":\"a, b\",\"value\":50}",
                        "{\"metric_name\":\"vllm:kv_cache_usage_perc\",\"metric_type\":\"gauge\",\"unit\":\"ratio\",\"timestamp_ns\":2000,\"value\":0.5}",
                        "{\"metric_name\":\"vllm:generation_tokens\",\"metric_type\":\"counter\",\"unit\":\"tokens\",\"timestamp_ns\":3000,\"model\":\"a, b\",\"value\":70}");
    }

    @Test
    void aHistogramHasARowForEachBucket() throws IOException {
        assertThat(rows(
                        line(
                                "measure",
                                1,
                                Map.of(
                                        "h_seconds_bucket{le=\"0.10\"}", 1,
                                        "h_seconds_bucket{le=\"+Inf\"}", 2,
                                        "h_seconds_sum", 1,
                                        "h_seconds_count", 2)),
                        line(
                                "measure",
                                2,
                                Map.of(
                                        "h_seconds_bucket{le=\"0.10\"}", 4,
                                        "h_seconds_bucket{le=\"+Inf\"}", 7,
                                        "h_seconds_sum", 3.5,
                                        "h_seconds_count", 7))))
                .hasSize(4)
                .endsWith(
                        "{\"metric_name\":\"h_seconds\",\"metric_type\":\"histogram\",\"unit\":\"seconds\",\"timestamp_ns\":2000,\"sum\":2.5,\"count\":5,\"bucket_le\":\"0.10\",\"bucket_count\":3}",
                        "{\"metric_name\":\"h_seconds\",\"metric_type\":\"histogram\",\"unit\":\"seconds\",\"timestamp_ns\":2000,\"sum\":2.5,\"count\":5,\"bucket_le\":\"+Inf\",\"bucket_count\":5}");
    }

    @Test
    void whatThePageSaysOfAMetricCounts() throws IOException {
        var typed = LogLine.of("measure", URL, 2, Map.of("done", 5), Map.of("done", "counter"));
        // What the second reading says holds for the first one too.
        assertThat(rows(line("measure", 1, Map.of("done", 3)), typed))
                .containsExactly(
                        "{\"metric_name\":\"done\",\"metric_type\":\"counter\",\"timestamp_ns\":1000,\"value\":0}",
                        "{\"metric_name\":\"done\",\"metric_type\":\"counter\",\"timestamp_ns\":2000,\"value\":2}");
    }

    @Test
    void labelsGiveWayToColumnsAndInfosHaveNoRows() throws IOException {
        assertThat(rows(line(
                        "measure", 1, Map.of("g{value=\"x\",node=\"n\"}", 1, "vllm:cache_config_info{a=\"b\"}", 1))))
                .containsExactly(
                        "{\"metric_name\":\"g\",\"metric_type\":\"gauge\",\"timestamp_ns\":1000,\"node\":\"n\",\"value\":1}");
    }

    @Test
    void nothingIsWrittenWhereNothingWasMeasured() throws IOException {
        var log = Files.write(directory.resolve("log.jsonl"), List.of(line("warmup", 1, Map.of("g", 1))));
        var file = directory.resolve("rows.parquet");
        try (var output = Files.newOutputStream(file)) {
            assertThat(SeriesRows.write(log, output)).isFalse();
            assertThat(SeriesRows.write(directory.resolve("none"), output)).isFalse();
        }
        assertThat(file).isEmptyFile();
    }
}
