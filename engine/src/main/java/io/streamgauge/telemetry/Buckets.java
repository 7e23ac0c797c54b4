package io.streamgauge.telemetry;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A histogram's growth over the measured phase.
 *
 * @param cumulative observations up to and with each bound, by bound; the last bound is infinite
 * @param sum of all observations
 */
record Buckets(TreeMap<Double, Double> cumulative, double sum) {
    /** Of all series of this histogram together, whatever their other labels; null when the page has none or none of it grew. */
    static @Nullable Buckets of(Growth growth, String name) {
        var cumulative = new TreeMap<Double, Double>();
        for (var bucket : growth.all(name + "_bucket", Map.of())) {
            var bound = bound(bucket.series().label("le"));
            if (bound != null) {
                cumulative.merge(bound, bucket.growth(), Double::sum);
            }
        }
        var sum = growth.sum(name + "_sum", Map.of());
        if (cumulative.isEmpty() || sum.isEmpty() || cumulative.lastEntry().getValue() <= 0) {
            return null;
        }
        return new Buckets(cumulative, sum.getAsDouble());
    }

    /** The bound that a bucket names; null where it names none. */
    static @Nullable Double bound(@Nullable String le) {
        if (le == null) {
            return null;
        }
        if (le.equals("+Inf")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return Double.valueOf(le);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    double count() {
        return cumulative.lastEntry().getValue();
    }

    double average() {
        return sum / count();
    }

    /**
     * The value below which a part of the observations lies, as Prometheus' {@code histogram_quantile} has it: even spread within
     * a bucket whose lower bound is the bound before, or 0. In the last, infinite bucket it is the largest finite bound, so the
     * true value is above it.
     */
    double quantile(double part) {
        double rank = part * count();
        double below = 0;
        double lower = Math.min(0, cumulative.firstKey());
        for (var bucket : cumulative.entrySet()) {
            if (bucket.getValue() >= rank && bucket.getValue() > below) {
                if (bucket.getKey() == Double.POSITIVE_INFINITY) {
                    return lower;
                }
                return lower + (bucket.getKey() - lower) * (rank - below) / (bucket.getValue() - below);
            }
            below = Math.max(below, bucket.getValue());
            if (bucket.getKey() != Double.POSITIVE_INFINITY) {
                lower = bucket.getKey();
            }
        }
        return lower;
    }

    /** Whether the value at this part lies in the last, infinite bucket. */
    boolean beyond(double part) {
        var finite = cumulative.lowerEntry(Double.POSITIVE_INFINITY);
        return finite == null || finite.getValue() < part * count();
    }
}
