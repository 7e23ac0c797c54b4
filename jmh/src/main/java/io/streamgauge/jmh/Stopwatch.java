package io.streamgauge.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Finds the least cost of a body on a machine that has other things to do: noise only ever adds, so that the least of many
 * rounds is the part's own. Counts the bytes that the calling thread allocates as well. One thread.
 */
final class Stopwatch {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long warmupNanos;
    private final long roundNanos;
    private final int rounds;

    private long sum;

    /**
     * @param warmup how long a body runs before it counts
     * @param round how long one round takes at least
     */
    Stopwatch(Duration warmup, Duration round, int rounds) {
        this.warmupNanos = warmup.toNanos();
        this.roundNanos = round.toNanos();
        this.rounds = rounds;
    }

    /** Work to be measured; returns something that depends on all of it. */
    @FunctionalInterface
    interface Body {
        long run() throws Exception;
    }

    /**
     * What one run of a body costs.
     *
     * @param nanos the least, in nanoseconds
     * @param bytes allocated by it, the least
     */
    record Cost(double nanos, double bytes) {}

    /** The sum of all results: as it can be asked for, no body can be optimised away. */
    long sum() {
        return sum;
    }

    Cost measure(Body body) throws Exception {
        round(body, warmupNanos);
        return again(body);
    }

    /** Measures a body that has been warmed up. */
    Cost again(Body body) throws Exception {
        double nanos = Double.MAX_VALUE;
        double bytes = Double.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            Cost cost = round(body, roundNanos);
            nanos = Math.min(nanos, cost.nanos());
            bytes = Math.min(bytes, cost.bytes());
        }
        return new Cost(nanos, bytes);
    }

    /** Runs the body in doubling blocks, so that reading the clock costs nothing, and takes the cost of the last block. */
    private Cost round(Body body, long atLeastNanos) throws Exception {
        long start = System.nanoTime();
        int block = 1;
        while (true) {
            Cost cost = block(body, block);
            if (System.nanoTime() - start >= atLeastNanos) {
                return cost;
            }
            block *= 2;
        }
    }

    private Cost block(Body body, int times) throws Exception {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        long results = 0;
        for (int i = 0; i < times; i++) {
            results += body.run();
        }
        long end = System.nanoTime();
        long bytes = threads.getCurrentThreadAllocatedBytes() - allocated;
        sum += results;
        return new Cost((double) (end - begin) / times, (double) bytes / times);
    }
}
