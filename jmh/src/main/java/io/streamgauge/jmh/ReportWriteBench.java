package io.streamgauge.jmh;

import io.streamgauge.metrics.Summary;
import io.streamgauge.report.ConsoleTable;
import io.streamgauge.report.CsvReport;
import io.streamgauge.report.Look;
import io.streamgauge.report.SummaryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to write the reports once the summary is there? One operation is the table, the CSV and the JSON of the reference run, to files in the
 * directory for temporary files. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReportWriteBench {
    private final Summary summary = new SummaryBench().summarize();
    private Path directory = Path.of("");

    @Setup
    public void begin() throws IOException {
        directory = Files.createTempDirectory("reports");
    }

    @TearDown
    public void end() throws IOException {
        Files.deleteIfExists(csv());
        Files.deleteIfExists(json());
        Files.delete(directory);
    }

    /** Returns the table. */
    @Benchmark
    public String write() throws IOException {
        CsvReport.write(csv(), summary);
        SummaryJson.write(json(), summary, Map.of("concurrency", 32), Map.of());
        return ConsoleTable.render("LLM Metrics", summary, Look.plain());
    }

    Path csv() {
        return directory.resolve("summary.csv");
    }

    Path json() {
        return directory.resolve("summary.json");
    }
}
