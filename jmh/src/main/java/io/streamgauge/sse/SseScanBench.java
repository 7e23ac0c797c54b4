package io.streamgauge.sse;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.jmh.Capture;
import io.streamgauge.jmh.NaiveReader;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to tell a token in a stream of events? One operation is one usual event of about 230 bytes, of which
 * {@value #EVENTS} follow each other as a real server sent them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SseScanBench {
    /** Events in the corpus. */
    public static final int EVENTS = 1000;

    private static final int MAX_EVENT_BYTES = 1 << 20;

    private final byte[] bytes = firstEvents();
    private final TextPaths paths = Endpoint.named("chat").streamPaths();
    private final NaiveReader naive = new NaiveReader();
    private final EventScanner scanner = new EventScanner(new SlabPool(), MAX_EVENT_BYTES);
    private final EventReader reader = new EventReader(new SlabPool(), new TextFinder(), MAX_EVENT_BYTES);
    private final EventReader parser =
            new EventReader(new SlabPool(), new TextFinder(), MAX_EVENT_BYTES).withoutTemplate();

    private static byte[] firstEvents() {
        byte[] all = Capture.llamaServer().usualEvents();
        int to = 0;
        for (int ends = 0; ends < EVENTS; to++) {
            ends += all[to] == '\n' && all[to + 1] == '\n' ? 1 : 0;
        }
        return Arrays.copyOf(all, to + 1);
    }

    @Setup
    public void begin() {
        reader.begin(paths);
        parser.begin(paths);
    }

    /** Lines and events alone, nothing found in them. Returns the bytes of data. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long scan() {
        long sum = 0;
        int at = 0;
        int to = bytes.length;
        while (at < to) {
            at = scanner.scan(bytes, at, to);
            sum += scanner.hasEvent() ? scanner.dataTo() - scanner.dataFrom() : 0;
        }
        return sum;
    }

    /** As the client does it: by comparison with the event before. Returns the bytes of text. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long client() {
        return textBytes(reader);
    }

    /** The client's own parser on each event, as if no two were alike. Returns the bytes of text. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long clientWithoutComparison() {
        return textBytes(parser);
    }

    /** A String, its lines, Jackson's streaming parser. Returns the number of texts. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int jackson() {
        return naive.texts(bytes).size();
    }

    private long textBytes(EventReader by) {
        long sum = 0;
        int at = 0;
        int to = bytes.length;
        while (at < to) {
            EventReader.Kind kind = by.read(bytes, at, to);
            at = by.position();
            if (kind == EventReader.Kind.TEXT) {
                sum += by.textTo() - by.textFrom();
            } else if (kind == EventReader.Kind.FIELDS) {
                sum += by.finder().textTo(0) - by.finder().textFrom(0);
            }
        }
        return sum;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
