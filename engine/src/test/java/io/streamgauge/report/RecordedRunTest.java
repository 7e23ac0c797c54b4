package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Slo;
import io.streamgauge.metrics.Stage;
import io.streamgauge.metrics.Stages;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRunTest {
    @TempDir
    Path directory;

    private final RunManifest manifest = new RunManifest(
            "LLM Metrics",
            "profile_export",
            true,
            List.of(Slo.parse("time_to_first_token:210"), Slo.parse("output_token_throughput_per_user:10.5")),
            1_700_000_000_000_000_000L,
            "kept by no time service",
            null,
            new Stages(3, List.of(new Stage(0, 1_000, 2.5), new Stage(1_000, Stage.OPEN, 0))),
            List.of("DCGM_FI_DEV_FB_RESERVED, gauge, Reserved"),
            new Asked(
                    Runs.inputConfig(),
                    Map.of("streaming", true, "goodput", List.of("time_to_first_token:210")),
                    List.of("header X-Key")));

    private void writeRun() throws IOException {
        manifest.write(directory);
        try (var writer = RecordWriter.create(directory.resolve(RecordedRun.RECORDS_FILE_NAME))) {
            for (var record : Recordings.run(100, 20, 9)) {
                writer.write(record);
            }
        }
    }

    @Test
    void givesTheSameReportAgain() throws IOException {
        writeRun();
        var run = RecordedRun.read(directory);
        assertThat(run.manifest()).isEqualTo(manifest);
        assertThat(run.losses()).isEmpty();
        for (var definitions : Definitions.values()) {
            var live = Summarizer.summarize(Recordings.run(100, 20, 9), manifest.summaryOptions(definitions));
            var again = run.summary(definitions);
            assertThat(again).isEqualTo(live);
            assertThat(PrettyJson.of(
                            SummaryJson.tree(again, run.manifest().asked().inputConfig(), Map.of())))
                    .isEqualTo(PrettyJson.of(
                            SummaryJson.tree(live, manifest.asked().inputConfig(), Map.of())));
        }
    }

    @Test
    void tellsWhatWasLost() throws IOException {
        writeRun();
        Files.writeString(
                directory.resolve(RecordedRun.RECORDS_FILE_NAME),
                "rubbish\n{\"request\":100,\"pha",
                StandardOpenOption.APPEND);
        var run = RecordedRun.read(directory);
        assertThat(run.file().records()).hasSize(100);
        assertThat(run.losses())
                .containsExactly(
                        "The last line of records.jsonl is torn: its request is not in these numbers.",
                        "1 line of records.jsonl is no record and not in these numbers.");
    }

    @Test
    void saysInOneLineWhatIsNoRun() throws IOException {
        assertThatThrownBy(() -> RecordedRun.read(directory.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no directory");
        assertThatThrownBy(() -> RecordedRun.read(directory)).hasMessageContaining("no plan.json in");
        manifest.write(directory);
        assertThatThrownBy(() -> RecordedRun.read(directory)).hasMessageContaining("no records.jsonl in");
        var plan = directory.resolve(RunManifest.FILE_NAME);
        var text = Files.readString(plan);
        Files.writeString(plan, text.replace("\"format\": 1", "\"format\": 7"));
        assertThatThrownBy(() -> RecordedRun.read(directory))
                .hasMessageContaining("has format 7, this version reads format 1");
        for (var broken : List.of("", "[]", "{", text.replace("\"stem\"", "\"x\""), text.replace(":210", ":no"))) {
            Files.writeString(plan, broken);
            assertThatThrownBy(() -> RecordedRun.read(directory))
                    .isInstanceOf(IOException.class)
                    .message()
                    .doesNotContain("\n");
        }
    }
}
