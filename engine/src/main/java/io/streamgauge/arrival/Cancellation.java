package io.streamgauge.arrival;

import java.util.SplittableRandom;

/**
 * Which requests the client gives up on purpose, and when: the same ones whenever the seed is the same.
 *
 * @param share of all requests, 0 to 1
 * @param delayNanos how long after its start such a request is given up
 */
public record Cancellation(double share, long delayNanos, long seed) {
    public static final Cancellation NONE = new Cancellation(0, 0, 0);

    public Cancellation {
        if (!(share >= 0 && share <= 1) || delayNanos < 0) {
            throw new IllegalArgumentException("cancelled share " + share + ", delay " + delayNanos);
        }
    }

    /** Whether the request with this number is given up. Depends on nothing but the seed and the number. */
    public boolean picks(int request) {
        // Numbers are spread by an odd constant, so that neighbours do not draw from neighbouring seeds.
        return share > 0 && new SplittableRandom(seed + request * 0x9E3779B97F4A7C15L).nextDouble() < share;
    }
}
