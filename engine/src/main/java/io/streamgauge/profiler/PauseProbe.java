package io.streamgauge.profiler;

import io.streamgauge.clock.Clock;
import java.util.concurrent.locks.LockSupport;

/** A thread that sleeps a millisecond at a time and tells when it was woken more than {@value #NOTABLE_NANOS} ns late. */
final class PauseProbe {
    private static final long SLEEP_NANOS = 1_000_000;
    private static final long NOTABLE_NANOS = 1_000_000;

    private final Clock clock;
    private final Thread thread = new Thread(this::watch, "pause-probe");
    private volatile boolean stopped;

    PauseProbe(Clock clock) {
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (!stopped) {
            PauseEvent event = new PauseEvent();
            event.begin();
            long begin = clock.nanos();
            LockSupport.parkNanos(this, SLEEP_NANOS);
            event.overshoot = clock.nanos() - begin - SLEEP_NANOS;
            if (event.overshoot > NOTABLE_NANOS) {
                event.commit();
            }
        }
    }
}
