package io.streamgauge.jmh;

import io.streamgauge.jmh.Stopwatch.Body;
import org.jspecify.annotations.Nullable;

/**
 * A part of what the client does for a token, and how much of it is allowed.
 *
 * @param name what a table and a failure call it
 * @param place where its time goes
 * @param body the work
 * @param tokens tokens that one run of the body handles
 * @param shorter the same work on fewer tokens; what a run allocates beyond it is per token, the rest per answer
 * @param shorterTokens tokens of the shorter work
 * @param maxRatio most time per token, in hashes of one event's bytes ({@link CalibrationBench})
 * @param maxBytes most bytes allocated per token
 */
record Part(
        String name,
        Place place,
        Body body,
        int tokens,
        @Nullable Body shorter,
        int shorterTokens,
        double maxRatio,
        double maxBytes) {
    /** Where a part's time goes. */
    enum Place {
        /** On the event loop, between a token's arrival and the next read. */
        LOOP,
        /** Contained in another part; not in the sums. */
        WITHIN,
        /** On another thread, or before or after the run. */
        BESIDE
    }

    /** An allocation below this is none: the smallest object has 8 bytes. */
    static final double NOTHING_BYTES = 0.01;

    /** A part whose every allocated byte counts as its tokens'. */
    static Part plain(String name, Place place, Body body, int tokens, double maxRatio, double maxBytes) {
        return new Part(name, place, body, tokens, null, 0, maxRatio, maxBytes);
    }

    /** Whether a user's word means this part. */
    boolean isNamed(String word) {
        return name.strip().equals(word.strip());
    }

    /** The same part as if its work had to be done that many times over. */
    Part repeated(int times) {
        return new Part(
                name,
                place,
                repeated(body, times),
                tokens,
                shorter == null ? null : repeated(shorter, times),
                shorterTokens,
                maxRatio,
                maxBytes);
    }

    private static Body repeated(Body body, int times) {
        return () -> {
            long result = 0;
            for (int i = 0; i < times; i++) {
                result += body.run();
            }
            return result;
        };
    }

    /** What this part costs per token, by the watch. */
    Measured measure(Stopwatch watch) throws Exception {
        Stopwatch.Cost cost = watch.measure(body);
        double bytes = shorter == null
                ? cost.bytes() / tokens
                : (cost.bytes() - watch.measure(shorter).bytes()) / (tokens - shorterTokens);
        return new Measured(this, cost.nanos() / tokens, bytes);
    }

    /**
     * What a part costs.
     *
     * @param nanos per token
     * @param bytes allocated per token
     */
    record Measured(Part part, double nanos, double bytes) {
        /** The lower figures of this and another measurement of the same part. */
        Measured least(Measured other) {
            return new Measured(part, Math.min(nanos, other.nanos), Math.min(bytes, other.bytes));
        }
    }
}
