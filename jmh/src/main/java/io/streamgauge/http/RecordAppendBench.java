package io.streamgauge.http;

import io.streamgauge.jmh.Capture;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.TextKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to keep a token? One operation is one token: its time and its text appended to the flight, of which {@value #TOKENS} make an answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordAppendBench {
    /** Tokens of an answer. */
    public static final int TOKENS = 1300;

    private static final int TEXT_BYTES = 5;

    private final SlabPool pool = new SlabPool();
    private final Timeline timeline = new Timeline(pool);
    private final OutputText text = new OutputText(pool);
    private final byte[] source = Capture.llamaServer().response();

    /** Returns the bytes that the answer takes. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public int append() {
        timeline.reset();
        text.reset();
        long nanos = 1_000_000_000L;
        for (int i = 0; i < TOKENS; i++) {
            timeline.append(nanos);
            text.appendEvent(source, i, i + TEXT_BYTES, TextKind.ANSWER);
            nanos += 10_000_000L + (i * 7919 & 0xffff);
        }
        return timeline.bytes() + text.length();
    }

    Timeline timeline() {
        return timeline;
    }
}
