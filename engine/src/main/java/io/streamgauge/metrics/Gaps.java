package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Every gap between two neighbouring token events, of all requests in one pool. A long run has too many to hold: whatever is
 * asked of them goes through the records again.
 */
public record Gaps(List<RequestRecord> kept) implements MetricValues {
    private void each(LongConsumer action) {
        for (var record : kept) {
            record.tokenTimes().forEachGap((end, gap) -> action.accept(gap));
        }
    }

    @Override
    public void forEach(DoubleConsumer action) {
        each(action::accept);
    }

    @Override
    public boolean isEmpty() {
        return kept.stream().allMatch(record -> record.tokenTimes().count() < 2);
    }

    @Override
    public double[] percentiles(double... percents) {
        return Distribution.of(this::each).percentiles(percents);
    }

    @Override
    public Statistics statistics(double scale) {
        return Distribution.of(this::each).statistics(scale);
    }
}
