package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.streamgauge.sse.EventReader;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.TextFinder;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** From a read to a record, nothing is allocated, whichever way an event takes. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 400;
    private static final int PASSES = 200;

    private final SlabPool pool = new SlabPool();
    private final EventReader events = new EventReader(pool, new TextFinder(), 1 << 20);
    private final ResponseDecoder decoder = new ResponseDecoder();
    private final Timeline timeline = new Timeline(pool);
    private final OutputText text = new OutputText(pool);

    @Test
    void usualEventsAllocateNothing() {
        check(Responses.delta("{\"content\":\"hello\"}"), 0);
    }

    @Test
    void eventsThatMustBeParsedAllocateNothing() {
        check(
                Responses.delta("{\"content\":\"a\"}") + Responses.delta("{\"reasoning\":\"\\u00e9\"}") + ": ping\n\n"
                        + Responses.event("{\"usage\":{\"prompt_tokens\":3},\"choices\":[]}"),
                0);
    }

    @Test
    void eventsOverSeveralReadsAllocateNothing() {
        check(Responses.delta("{\"content\":\"hello\"}"), 100);
    }

    /** @param cut bytes by which the reads are out of step with the chunks */
    private void check(String stream, int cut) {
        byte[] bytes = Responses.chunked(stream).repeat(20).getBytes(StandardCharsets.UTF_8);
        byte[] read = Arrays.copyOf(bytes, bytes.length + cut);
        byte[] head = Responses.STREAM_HEAD.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, read, bytes.length, cut);
        decoder.decode(head, 0, head.length);
        events.begin(Wire.STREAM);
        take(read, 0, cut);
        long tokens = 0;
        long fewest = Long.MAX_VALUE;
        // The first rounds run before compilation, which some of this needs to be free of garbage.
        for (int round = 0; round < ROUNDS && fewest > 0; round++) {
            long before = allocated();
            for (int i = 0; i < PASSES; i++) {
                timeline.reset();
                text.reset();
                take(read, cut, cut + bytes.length);
                tokens += timeline.count();
            }
            fewest = Math.min(fewest, allocated() - before);
        }
        assertThat(tokens).isGreaterThanOrEqualTo(20L * PASSES);
        assertThat(fewest).isZero();
        pool.close();
    }

    private void take(byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            ResponseDecoder.Step step = decoder.decode(bytes, at, to);
            at = decoder.position();
            if (step != ResponseDecoder.Step.BODY) {
                return;
            }
            events(bytes, decoder.bodyFrom(), decoder.bodyTo());
        }
    }

    private void events(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            switch (events.read(bytes, at, to)) {
                case TEXT -> token(bytes, events.textFrom(), events.textTo());
                case FIELDS -> {
                    TextFinder found = events.finder();
                    for (int i = 0; i < found.texts(); i++) {
                        token(events.data(), found.textFrom(i), found.textTo(i));
                    }
                }
                default -> {}
            }
            at = events.position();
        }
    }

    private void token(byte[] bytes, int from, int to) {
        timeline.append(1_000_000L * timeline.count());
        text.appendEvent(bytes, from, to, io.streamgauge.sse.TextKind.ANSWER);
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
