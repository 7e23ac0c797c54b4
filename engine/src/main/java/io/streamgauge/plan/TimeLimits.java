package io.streamgauge.plan;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long things may take, in nanoseconds.
 *
 * @param requestNanos a request, from its send
 * @param stallNanos silence after the first byte of an answer
 * @param connectNanos one connection attempt
 * @param lookNanos the first connection to a server, made before the run to see whether it is there
 * @param ready how long a server that is not there yet is waited for
 */
public record TimeLimits(long requestNanos, long stallNanos, long connectNanos, long lookNanos, Ready ready) {
    /**
     * Waiting for a server to become ready.
     *
     * @param waitNanos from the first look at it; 0 for no wait
     * @param everyNanos between looks
     * @param question what it is asked
     */
    public record Ready(long waitNanos, long everyNanos, Question question) {
        public Ready {
            if (waitNanos < 0 || everyNanos <= 0) {
                throw new PlanException("--wait-for-model-interval: give a time above 0");
            }
        }
    }

    /** What a server is asked to find out whether it is ready. */
    public enum Question {
        /** Its models, and one token of a model that it does not list. */
        AUTO,
        /** Whether it lists the models. */
        MODELS,
        /** One token of each model. */
        INFERENCE,
        /** Both of these. */
        BOTH
    }

    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Thrice what light takes to the other side of the earth and back, yet whoever mistook an address knows within the second. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    public TimeLimits {
        if (requestNanos <= 0 || stallNanos <= 0 || connectNanos <= 0 || lookNanos <= 0) {
            throw new PlanException("time-outs must be above 0; for none, give one that is longer than the run");
        }
    }

    /** The limit on connections, where one is asked for, is that of the first one too. */
    public static TimeLimits of(long requestNanos, long stallNanos, @Nullable Long connectNanos, Ready ready) {
        return connectNanos == null
                ? new TimeLimits(requestNanos, stallNanos, CONNECT_NANOS, LOOK_NANOS, ready)
                : new TimeLimits(requestNanos, stallNanos, connectNanos, connectNanos, ready);
    }
}
