package io.streamgauge.plan;

/**
 * How the load is applied: a closed loop that keeps {@code concurrency} requests in flight.
 *
 * @param concurrency requests in flight at once, at least 1
 * @param requestCount measured requests, at least 1
 * @param warmupCount requests sent and finished before the measured ones, reported apart
 */
public record LoadPlan(int concurrency, int requestCount, int warmupCount) {
    public LoadPlan {
        if (concurrency < 1 || requestCount < 1 || warmupCount < 0) {
            throw new IllegalArgumentException(
                    "concurrency " + concurrency + ", requests " + requestCount + ", warm-up " + warmupCount);
        }
    }
}
