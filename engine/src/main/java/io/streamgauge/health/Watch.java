package io.streamgauge.health;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.ProcessUsage;
import io.streamgauge.clock.ThreadUsage;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A thread that looks at the clock ten times a second: notes how processor time and tokens grow together, and notices when
 * the process stood still. A late wake-up means that the thread was kept from a processor, that the JVM had stopped its
 * threads, or that nothing ran at all; the kernel counts the first, the JVM the second, and what is left is the third.
 */
final class Watch {
    static final long TICK_NANOS = 100_000_000;
    private static final long SHORTEST_STANDSTILL_NANOS = 300_000_000;
    private static final int MOST_SAMPLES = 8_192;

    private final Clock clock;
    private final LongSupplier tokens;
    private final LongSupplier collectionMillis;
    private final Thread thread = new Thread(this::run, "streamgauge-health");
    private volatile boolean on = true;

    private long[] cpuSamples = new long[256];
    private long[] tokenSamples = new long[256];
    private int samples;
    private int stride = 1;
    private long ticks;
    private long stillNanos;
    private int standstills;

    Watch(Clock clock, LongSupplier tokens, LongSupplier collectionMillis) {
        this.clock = clock;
        this.tokens = tokens;
        this.collectionMillis = collectionMillis;
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    /** Stops watching; from then on the results stand. */
    void end() {
        on = false;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (ThreadUsage self = ThreadUsage.ofCurrent()) {
            watch(self);
        }
    }

    private void watch(ThreadUsage self) {
        long due = clock.nanos() + TICK_NANOS;
        long waited = self.read().waitNanos();
        long collected = collectionMillis.getAsLong();
        sample();
        while (on) {
            LockSupport.parkNanos(this, Math.max(1, due - clock.nanos()));
            long now = clock.nanos();
            if (now < due) {
                continue;
            }
            long waitedNow = self.read().waitNanos();
            long collectedNow = collectionMillis.getAsLong();
            tick(now - due, waitedNow - waited, (collectedNow - collected) * 1_000_000);
            waited = waitedNow;
            collected = collectedNow;
            due = now + TICK_NANOS;
            if (++ticks % stride == 0) {
                sample();
            }
        }
        sample();
    }

    /** One wake-up, so much late, of which the thread was kept waiting and the JVM was collecting so long. */
    void tick(long lateNanos, long waitedNanos, long collectedNanos) {
        long unexplained = lateNanos - Math.max(0, waitedNanos) - Math.max(0, collectedNanos);
        if (unexplained >= SHORTEST_STANDSTILL_NANOS) {
            stillNanos += unexplained;
            standstills++;
        }
    }

    private void sample() {
        sample(ProcessUsage.cpuNanos(), tokens.getAsLong());
    }

    void sample(long cpuNanos, long tokensSoFar) {
        if (samples == MOST_SAMPLES) {
            halve();
        }
        if (samples == cpuSamples.length) {
            cpuSamples = Arrays.copyOf(cpuSamples, samples * 2);
            tokenSamples = Arrays.copyOf(tokenSamples, samples * 2);
        }
        cpuSamples[samples] = cpuNanos;
        tokenSamples[samples++] = tokensSoFar;
    }

    private void halve() {
        for (int i = 0; i < samples / 2; i++) {
            cpuSamples[i] = cpuSamples[2 * i];
            tokenSamples[i] = tokenSamples[2 * i];
        }
        samples /= 2;
        stride *= 2;
    }

    // ---- after the end ----

    long stillNanos() {
        return stillNanos;
    }

    int standstills() {
        return standstills;
    }

    /** Processor time for each token from the fifth part of the tokens to nine tenths, in nanoseconds; 0 when there is no telling. */
    double steadyCpuNanosPerToken() {
        if (samples < 4) {
            return 0;
        }
        long first = tokenSamples[0];
        long all = tokenSamples[samples - 1] - first;
        int from = 0;
        while (tokenSamples[from] - first < ClientHealth.STEADY_FROM * all) {
            from++;
        }
        int to = samples - 1;
        while (to > from && tokenSamples[to] - first > ClientHealth.STEADY_TO * all) {
            to--;
        }
        long counted = tokenSamples[to] - tokenSamples[from];
        return counted <= 0 ? 0 : (double) (cpuSamples[to] - cpuSamples[from]) / counted;
    }
}
