package io.streamgauge.plan;

import io.streamgauge.arrival.Arrival;

/** What decides when a request starts. */
public sealed interface LoadShape {

    /** The load as genai-perf names it: {@code concurrency} or {@code request_rate}. */
    String mode();

    /** The load in that mode: an {@link Integer} or a {@link Double}. */
    Number value();

    /** Mode and value as directories are named by them: {@code concurrency32}, {@code request_rate20.0}. */
    default String label() {
        return mode() + value();
    }

    /** How long the load grows before it is all there, in nanoseconds; 0 when it begins in full. */
    long rampNanos();

    /**
     * A closed loop: each request that ends starts the next.
     *
     * @param concurrency requests in flight at once, at least 1
     */
    record Closed(int concurrency, long rampNanos) implements LoadShape {
        public Closed {
            if (concurrency < 1 || rampNanos < 0) {
                throw new IllegalArgumentException("concurrency " + concurrency + ", ramp " + rampNanos);
            }
        }

        @Override
        public String mode() {
            return "concurrency";
        }

        @Override
        public Number value() {
            return concurrency;
        }
    }

    /**
     * An open loop: requests start when they are due, whatever became of those before.
     *
     * @param arrival when they are due once the ramp is over
     * @param maxInFlight requests in flight at once, beyond which those that are due wait; 0 for no limit
     */
    record Open(Arrival arrival, int maxInFlight, long rampNanos) implements LoadShape {
        public Open {
            if (maxInFlight < 0 || rampNanos < 0) {
                throw new IllegalArgumentException("in flight " + maxInFlight + ", ramp " + rampNanos);
            }
        }

        @Override
        public String mode() {
            return "request_rate";
        }

        @Override
        public Number value() {
            return arrival.ratePerSecond();
        }
    }
}
