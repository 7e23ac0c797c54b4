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

/** What does the HTTP framing cost? One operation is the head and all chunks of a 1,300-token answer, read from memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResponseDecodeBench {
    /** Whose bytes. */
    @Param({"llama-server", "vllm"})
    public String server = "llama-server";

    /** Chunks before those that end the answer; all of it has some 1,300. */
    @Param({"1300", "100"})
    public int events = 1300;

    private final ResponseDecoder decoder = new ResponseDecoder();
    private byte[] response = {};

    @Setup
    public void load() {
        response = Capture.named(server).response(events);
    }

    /** Returns the bytes of the body. */
    @Benchmark
    public long decode() {
        decoder.reset();
        long body = 0;
        int at = 0;
        int to = response.length;
        while (true) {
            ResponseDecoder.Step step = decoder.decode(response, at, to);
            at = decoder.position();
            switch (step) {
                case BODY -> body += decoder.bodyTo() - decoder.bodyFrom();
                case HEAD -> {}
                case END -> {
                    return body;
                }
                case MORE, MALFORMED -> throw new IllegalStateException(decoder.problem());
            }
        }
    }
}
