package io.streamgauge.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time between two runs of a command in which nothing is sent, and that Ctrl-C or SIGTERM ends. */
final class Cooldown {
    private final long nanos;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private boolean hasRun;

    Cooldown(long nanos) {
        this.nanos = nanos;
    }

    /** A run, which heard the signals itself, has ended. */
    void begin() {
        hasRun = true;
        Interrupts.listen(count -> interrupted.countDown());
    }

    /** Waits, unless nothing has run yet; whether there was no signal. */
    boolean await() {
        if (!hasRun) {
            return true;
        }
        try {
            return !interrupted.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
