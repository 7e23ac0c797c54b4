package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/** The raw values that a distribution is made of: nanoseconds for times, else the unit itself. */
public sealed interface MetricValues permits Gaps, MetricValues.Held {
    /**
     * Those of a metric that is not one of the whole run: one for each of {@code kept} that has one, for each session, or
     * every gap.
     */
    static MetricValues of(Metric metric, List<RequestRecord> kept, Definitions definitions) {
        return metric == Metric.INTER_CHUNK_LATENCY
                ? new Gaps(kept)
                : new Held(Summarizer.values(metric, kept, definitions));
    }

    boolean isEmpty();

    /** In no order that means anything. */
    void forEach(DoubleConsumer action);

    /**
     * The value at each of {@code percents}.
     *
     * @throws IllegalArgumentException when there is none
     */
    double[] percentiles(double... percents);

    /**
     * Their statistics, in the unit that {@code scale} leads to.
     *
     * @throws IllegalArgumentException when there is none
     */
    Statistics statistics(double scale);

    /** Values in an array of their own, ascending. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Held(double[] values) implements MetricValues {
        public Held {
            Arrays.sort(values);
        }

        @Override
        public boolean isEmpty() {
            return values.length == 0;
        }

        @Override
        public void forEach(DoubleConsumer action) {
            Arrays.stream(values).forEach(action);
        }

        @Override
        public double[] percentiles(double... percents) {
            return Arrays.stream(percents)
                    .map(percent -> Statistics.percentile(values, percent))
                    .toArray();
        }

        @Override
        public Statistics statistics(double scale) {
            return Statistics.of(values, scale);
        }
    }
}
