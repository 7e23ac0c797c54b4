package io.streamgauge.http;

import io.streamgauge.jmh.Capture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does the head of an answer cost? One operation is a real server's status line and fields, once for each answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResponseHeadBench {
    /** Whose bytes. */
    @Param({"llama-server", "vllm"})
    public String server = "llama-server";

    private final ResponseHead head = new ResponseHead();
    private byte[] bytes = {};

    @Setup
    public void load() {
        bytes = Capture.named(server).headBytes();
    }

    /** Returns the status and whether the body is chunked, as one number. */
    @Benchmark
    public int read() {
        head.reset();
        head.take(bytes, 0, bytes.length);
        return head.status() + (head.isChunked() ? 1000 : 0);
    }
}
