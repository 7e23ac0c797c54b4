package io.streamgauge.jmh;

import java.util.Arrays;
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

/** How fast is this core? One operation hashes the {@value #BYTES} bytes of a usual event one after the other, a chain of multiplications that no compiler shortens: the yardstick that bounds are ratios to. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CalibrationBench {
    /** Bytes of a usual event. */
    public static final int BYTES = 230;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final byte[] event = Arrays.copyOf(Capture.llamaServer().usualEvents(), BYTES);

    /** Returns the FNV-1a hash of the event. */
    @Benchmark
    public long hash() {
        long hash = FNV_OFFSET;
        for (byte b : event) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    byte[] event() {
        return event.clone();
    }
}
