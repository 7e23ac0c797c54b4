package io.streamgauge.plan;

/**
 * How long things may take, in nanoseconds.
 *
 * @param requestNanos a request, from its send
 * @param stallNanos silence after the first byte of an answer
 * @param connectNanos one connection attempt
 */
public record TimeLimits(long requestNanos, long stallNanos, long connectNanos) {
    public TimeLimits {
        if (requestNanos <= 0 || stallNanos <= 0 || connectNanos <= 0) {
            throw new PlanException("time-outs must be above 0; for none, give one that is longer than the run");
        }
    }
}
