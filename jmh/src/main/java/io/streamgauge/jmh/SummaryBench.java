package io.streamgauge.jmh;

import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.RequestRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does the report of a run cost? One operation is the summary of {@value #REQUESTS} requests of {@value #TOKENS} tokens: 1.66 million token times, every gap
 * counted in every percentile. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SummaryBench {
    /** Requests of the reference run. */
    public static final int REQUESTS = 1280;

    /** Tokens of each. */
    public static final int TOKENS = 1300;

    private final List<RequestRecord> records = Runs.records(REQUESTS, TOKENS);

    @Benchmark
    public Summary summarize() {
        return Summarizer.summarize(records, SummaryOptions.ofStreaming());
    }
}
