package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Every gap in nanoseconds between two neighbouring token events, of all requests in one pool. A long run has too many to
 * hold: whatever is asked of them goes through the records again.
 */
public final class Gaps implements Longs {
    private final List<RequestRecord> kept;

    private Gaps(List<RequestRecord> kept) {
        this.kept = kept;
    }

    /** Those of the requests {@code kept}. */
    public static Gaps of(List<RequestRecord> kept) {
        return new Gaps(kept);
    }

    @Override
    public void forEach(LongConsumer action) {
        for (var record : kept) {
            record.tokenTimes().forEachGap(action);
        }
    }

    /**
     * The gap at each of {@code percents}, in nanoseconds.
     *
     * @throws IllegalArgumentException when there is no gap
     */
    public double[] percentiles(double... percents) {
        return Distribution.of(this).percentiles(percents);
    }
}
