package io.streamgauge.load;

import io.streamgauge.http.Flight;
import io.streamgauge.record.Status;
import java.util.concurrent.TimeUnit;

/**
 * Which failed requests are sent again, and when.
 *
 * @param most how often one request is; 0 for never
 */
public record Retries(int most) {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_DOUBLINGS = 8;
    private static final long MOST_SECONDS = 60;

    public Retries {
        if (most < 0) {
            throw new IllegalArgumentException("retries " + most);
        }
    }

    boolean allow(Flight ended) {
        return ended.status() != Status.OK && ended.status() != Status.CANCELLED && ended.retries() < most;
    }

    /** What the server's {@code Retry-After} asks for, a minute at most; else longer each time. */
    static long delayNanos(Flight ended) {
        String asked = ended.retryAfter();
        if (asked != null && asked.matches("[0-9]{1,9}")) {
            return TimeUnit.SECONDS.toNanos(Math.min(Long.parseLong(asked), MOST_SECONDS));
        }
        return FIRST_NANOS << Math.min(ended.retries(), MOST_DOUBLINGS);
    }
}
