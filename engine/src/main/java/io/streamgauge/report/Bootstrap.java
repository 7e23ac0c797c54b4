package io.streamgauge.report;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Slice;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.TimeSlices;
import io.streamgauge.record.RequestRecord;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Numbers of one run, drawn again as chance might have dealt them; {@code docs/metrics.md} says how. */
interface Bootstrap {
    /** Fewer requests do not tell how even a run's course is. */
    int LEAST_REQUESTS = 30;

    /** How much one draw costs: the random numbers it takes. */
    int size();

    /** One value for each statistic. */
    double[] draw(SplittableRandom random);

    /** Average, median and 99th percentile of a metric with many values; null for a run that is too short to tell. */
    static @Nullable Bootstrap ofDistribution(Metric metric, List<RequestRecord> kept, Summary summary) {
        if (metric != Metric.INTER_CHUNK_LATENCY) {
            return new OfRequests(Summarizer.values(metric, kept, Definitions.GENAI_PERF));
        }
        return kept.size() < LEAST_REQUESTS ? null : new GapBootstrap(kept, summary);
    }

    /** A rate of the whole run; null for one that is not judged, and for a run that is too short to tell. */
    static @Nullable Bootstrap ofTotal(Metric metric, List<RequestRecord> kept, Summary summary) {
        if (kept.size() < LEAST_REQUESTS) {
            return null;
        }
        return switch (metric) {
            case OUTPUT_TOKEN_THROUGHPUT -> rate(kept, summary, Slice::outputTokens);
            case REQUEST_THROUGHPUT -> rate(kept, summary, slice -> (double) slice.finished());
            default -> null;
        };
    }

    private static Bootstrap rate(List<RequestRecord> kept, Summary summary, ToDoubleFunction<Slice> amount) {
        long length = summary.durationNanos() / Pieces.SLICES + 1;
        var slices = TimeSlices.of(
                kept, summary.startNanos(), length, summary.options().subject());
        // Slices of two runs are not of the same length: what they brought compares by the second.
        return new OfCourse(slices.stream()
                .mapToDouble(slice -> amount.applyAsDouble(slice) / (length / 1e9))
                .toArray());
    }

    /** Requests drawn with replacement. */
    final class OfRequests implements Bootstrap {
        private final double[] values;

        OfRequests(double[] values) {
            this.values = values;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double[] draw(SplittableRandom random) {
            var drawn = new double[values.length];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = values[random.nextInt(values.length)];
            }
            double mean = Arrays.stream(drawn).average().orElse(Double.NaN);
            Arrays.sort(drawn);
            return new double[] {mean, Statistics.percentile(drawn, 50), Statistics.percentile(drawn, 99)};
        }
    }

    /** What each slice of a run brought a second, drawn in pieces: the average. */
    final class OfCourse implements Bootstrap {
        private final double[] rates;
        private final Pieces pieces;

        OfCourse(double[] rates) {
            this.rates = rates;
            this.pieces = Pieces.of(rates);
        }

        @Override
        public int size() {
            return rates.length;
        }

        @Override
        public double[] draw(SplittableRandom random) {
            double sum = 0;
            for (int slice : pieces.draw(random)) {
                sum += rates[slice];
            }
            return new double[] {sum / rates.length};
        }
    }
}
