package io.streamgauge.mock;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations in fixed buckets, as a Prometheus histogram does. One thread writes, any may read. Recording allocates nothing. */
final class BucketHistogram {
    private final long[] boundsNanos;
    private final AtomicLongArray counts;
    private final AtomicLong sumNanos = new AtomicLong();

    /**
     * @param boundsSeconds upper bounds of the buckets, rising; a further bucket takes what is above
     */
    BucketHistogram(double... boundsSeconds) {
        boundsNanos = new long[boundsSeconds.length];
        for (var i = 0; i < boundsNanos.length; i++) {
            boundsNanos[i] = Math.round(boundsSeconds[i] * 1e9);
        }
        counts = new AtomicLongArray(boundsSeconds.length + 1);
    }

    /** Counts the same duration so many times. */
    void record(long nanos, int times) {
        var bucket = 0;
        while (bucket < boundsNanos.length && nanos > boundsNanos[bucket]) {
            bucket++;
        }
        counts.lazySet(bucket, counts.getPlain(bucket) + times);
        sumNanos.lazySet(sumNanos.getPlain() + nanos * times);
    }

    int buckets() {
        return boundsNanos.length + 1;
    }

    double boundSeconds(int bucket) {
        return bucket < boundsNanos.length ? boundsNanos[bucket] / 1e9 : Double.POSITIVE_INFINITY;
    }

    long count(int bucket) {
        return counts.get(bucket);
    }

    double sumSeconds() {
        return sumNanos.get() / 1e9;
    }
}
