package io.streamgauge.arrival;

/**
 * How many requests may wait for their first token at once.
 *
 * @param most of them; 0 for any number
 * @param rampNanos over how long that number is reached, evenly; 0 for at once
 */
public record PrefillLimit(int most, long rampNanos) {
    public static final PrefillLimit NONE = new PrefillLimit(0, 0);

    public PrefillLimit {
        if (most < 0 || rampNanos < 0) {
            throw new IllegalArgumentException("prefill " + most + ", ramp " + rampNanos);
        }
    }

    public boolean isThere() {
        return most > 0;
    }
}
