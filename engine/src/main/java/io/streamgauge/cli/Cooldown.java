package io.streamgauge.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time between two runs of a command in which nothing is sent, and that Ctrl-C or SIGTERM ends. */
final class Cooldown {
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private boolean hasRun;

    /** A run, which heard the signals itself, has ended. */
    void begin() {
        hasRun = true;
        Interrupts.listen(count -> interrupted.countDown());
    }

    /** Waits so long, unless nothing has run yet; whether there was no signal. */
    boolean await(long nanos) {
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
