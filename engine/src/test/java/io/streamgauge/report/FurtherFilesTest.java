package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Subject;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.metrics.TimeSlices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class FurtherFilesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Definitions.class)
    void tableSpeaksTheLanguageOfTheTool(Definitions definitions) {
        var summary = Summarizer.summarize(Runs.clean(), new SummaryOptions(true, List.of(), definitions));
        Golden.check(
                "table-as-" + definitions.key() + ".txt", ConsoleTable.render("LLM Metrics", summary, Look.plain()));
    }

    @Test
    void slicesComeAsJsonAndCsv() throws IOException {
        var slices = TimeSlices.of(Runs.troubled().subList(0, 7), 1_000_000_000L, 25_000_000, Subject.LLM);
        TimeSliceFiles.write(directory, "run", slices);
        Golden.check(
                "slices.csv",
                Files.readString(directory.resolve("run_slices.csv")).replace("\r\n", "\n"));
        var tree = JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve("run_slices.json")));
        assertThat(tree.at("/slices/1/finished").asLong()).isEqualTo(4);
        assertThat(tree.at("/slices/0/time_to_first_token/p50").asDouble()).isEqualTo(21.5);
    }

    @Test
    void histogramsAreReadByTheirOwnTools() throws IOException {
        var records = Recordings.run(200, 30, 4);
        var options = SummaryOptions.ofStreaming();
        var summary = Summarizer.summarize(records, options);
        HistogramFiles.write(directory, "run", records, summary, 1_700_000_000_000_000_000L);
        var tags = new ArrayList<String>();
        try (var reader = new HistogramLogReader(directory.resolve("run.hlog").toFile())) {
            while (reader.hasNext()) {
                var histogram = (Histogram) reader.nextIntervalHistogram();
                tags.add(histogram.getTag());
                var metric = Metric.ofKey(histogram.getTag()).orElseThrow();
                var statistics = Objects.requireNonNull(summary.distribution(metric));
                assertThat(histogram.getTotalCount()).isEqualTo(statistics.count());
                assertThat(histogram.getMaxValue() * 1e-6).isCloseTo(statistics.max(), within(statistics.max() * 1e-3));
            }
        }
        assertThat(tags)
                .containsExactly(
                        "time_to_first_token",
                        "time_to_second_token",
                        "request_latency",
                        "inter_token_latency",
                        "inter_chunk_latency");
        assertThat(Files.readString(directory.resolve("run_time_to_first_token.hgrm")))
                .contains("Percentile TotalCount 1/(1-Percentile)");
    }
}
