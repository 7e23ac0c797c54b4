package io.streamgauge.http;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.jmh.Capture;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.TextFinder;
import java.nio.ByteBuffer;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a whole answer cost the client? One operation is a real server's answer through decoder, scanner, finder and
 * the flight's times and text, from memory: in reads of one event each as on the wire, each copied as the client does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WholeAnswerBench {
    private static final byte[] NO_BODY = {};

    /** Whose bytes. */
    @Param({"llama-server", "vllm"})
    public String server = "llama-server";

    /** Events before those that end the answer; all of it has some 1,300. */
    @Param({"1300", "100"})
    public int events = 1300;

    private final HttpSettings settings = HttpSettings.to(Origin.http("127.0.0.1", 1))
            .transport(HttpSettings.Transport.NIO)
            .build();
    private final HttpClient client = HttpClient.open(settings);
    private final SlabPool pool = new SlabPool();
    private final ResponseDecoder decoder = new ResponseDecoder();
    private final Answer answer = new Answer(pool, new TextFinder(), settings);
    private final Flight flight = new Flight(client.loops().getFirst(), pool, null);
    private final Endpoint endpoint = Endpoint.named("chat");
    private final Route route = new Route(settings, "/", true, endpoint.streamPaths(), endpoint.wholePaths());

    /** Where the kernel has it. */
    private ByteBuffer response = ByteBuffer.allocate(0);

    /** Where the client parses it. */
    private final byte[] bytes = new byte[ReadBuffer.BYTES];

    private int[] readEnds = {};

    @Setup
    public void load() {
        Capture capture = Capture.named(server);
        response = Capture.offHeap(capture.response(events)).asByteBuffer();
        readEnds = capture.readEnds(events);
    }

    @TearDown
    public void close() {
        client.close();
    }

    /** Reads the answer; {@link #flight} then holds it. Returns the number of token events. */
    @Benchmark
    public int answer() {
        flight.reset();
        flight.request(route, 0, NO_BODY, ended -> {});
        decoder.reset();
        long nanos = 1_000_000_000L;
        int from = 0;
        for (int end : readEnds) {
            flight.read(nanos, Stamp.USER);
            read(from, end);
            from = end;
            // A gap of 10 ms, not quite steady, as the differences of real times are.
            nanos += 10_000_000L + (end & 0xffff);
        }
        Status status = answer.complete(flight);
        if (status != Status.OK) {
            throw new IllegalStateException(answer.message());
        }
        answer.end();
        return flight.tokens();
    }

    private void read(int from, int end) {
        int to = end - from;
        response.get(from, bytes, 0, to);
        int at = 0;
        while (true) {
            ResponseDecoder.Step step = decoder.decode(bytes, at, to);
            at = decoder.position();
            switch (step) {
                case BODY -> answer.body(flight, bytes, decoder.bodyFrom(), decoder.bodyTo());
                case HEAD -> answer.begin(flight, decoder.head());
                case MORE, END -> {
                    return;
                }
                case MALFORMED -> throw new IllegalStateException(decoder.problem());
            }
        }
    }

    Flight flight() {
        return flight;
    }
}
