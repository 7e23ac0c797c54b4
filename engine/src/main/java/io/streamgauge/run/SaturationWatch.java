package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.Flight;
import io.streamgauge.load.LoadDriver;
import io.streamgauge.load.StreamLook;
import io.streamgauge.search.Saturation;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second at how many requests are in flight and which have had their first token, and ends a run whose server falls
 * behind. A thread of its own looks; event loops tell it of requests that ended, and nothing for a token.
 */
final class SaturationWatch {
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Saturation saturation;
    private final Clock clock;
    private final ConcurrentLinkedQueue<StreamLook.Stream> ended = new ConcurrentLinkedQueue<>();
    /** Requests in flight whose first token was told. */
    private final Set<Integer> told = new HashSet<>();

    private @Nullable Thread thread;
    private long startNanos;
    private volatile boolean begun;
    private volatile boolean reached;

    SaturationWatch(Saturation.Rule rule, Clock clock) {
        this.saturation = new Saturation(rule);
        this.clock = clock;
    }

    /** A request has ended; on its loop. */
    void ended(Flight flight) {
        if (begun) {
            ended.add(StreamLook.Stream.of(flight));
        }
    }

    /** The measured phase begins. */
    void begin(LoadDriver loads) {
        startNanos = clock.nanos();
        begun = true;
        thread = Thread.ofPlatform().daemon().name("saturation").start(() -> watch(loads));
    }

    /** The measured phase is over. */
    void end() throws InterruptedException {
        begun = false;
        Thread current = thread;
        if (current != null) {
            current.interrupt();
            current.join();
        }
    }

    /** Whether the server fell behind, which ended the run. */
    boolean reached() {
        return reached;
    }

    private void watch(LoadDriver loads) {
        try {
            while (!reached) {
                TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
                look(loads);
            }
            loads.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(LoadDriver loads) throws InterruptedException {
        StreamLook look = loads.look();
        for (StreamLook.Stream stream = ended.poll(); stream != null; stream = ended.poll()) {
            tell(stream);
            told.remove(stream.ticket());
        }
        look.streams().forEach(this::tell);
        double now = seconds(clock.nanos());
        saturation.inFlight(now, look.streams().size());
        reached = saturation.isReached(now);
    }

    private void tell(StreamLook.Stream stream) {
        if (stream.tokens() > 0 && stream.sentNanos() >= startNanos && told.add(stream.ticket())) {
            saturation.firstToken(
                    seconds(stream.firstTokenNanos()), (stream.firstTokenNanos() - stream.sentNanos()) / 1e9);
        }
    }

    private double seconds(long nanos) {
        return (nanos - startNanos) / 1e9;
    }
}
