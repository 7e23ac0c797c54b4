package io.streamgauge.telemetry;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Where a {@link ServerMetric} is found on a page, and how it is read. */
sealed interface Source {
    ServerMetric metric();

    /** What the measured phase comes to; null when the page does not say it. */
    @Nullable
    Reading reading(Growth growth);

    /** What the page says at this moment, in the metric's unit; empty for what only grows. */
    default OptionalDouble level(MetricsPage page) {
        return OptionalDouble.empty();
    }

    /** A histogram of seconds, told in milliseconds. */
    record Seconds(ServerMetric metric, String name) implements Source {
        private static final double MILLIS = 1e3;

        @Override
        public @Nullable Reading reading(Growth growth) {
            var buckets = Buckets.of(growth, name);
            return buckets == null
                    ? null
                    : new Reading.Distribution(
                            Math.round(buckets.count()),
                            MILLIS * buckets.average(),
                            MILLIS * buckets.quantile(0.5),
                            MILLIS * buckets.quantile(0.9),
                            MILLIS * buckets.quantile(0.99),
                            buckets.beyond(0.99));
        }
    }

    /** A gauge; its reading over the phase is made from its levels by {@link Levels}. */
    record Gauge(ServerMetric metric, String name, Map<String, String> labels, Over over, double scale)
            implements Source {
        enum Over {
            SUM,
            MEAN
        }

        @Override
        public @Nullable Reading reading(Growth growth) {
            return null;
        }

        @Override
        public OptionalDouble level(MetricsPage page) {
            var value = over == Over.SUM ? page.sum(name, labels) : page.mean(name, labels);
            return value.isEmpty() ? value : OptionalDouble.of(scale * value.getAsDouble());
        }
    }

    /** A counter. */
    record Counter(ServerMetric metric, String name) implements Source {
        @Override
        public @Nullable Reading reading(Growth growth) {
            var grown = growth.sum(name, Map.of());
            return grown.isEmpty() ? null : new Reading.Whole(grown.getAsDouble());
        }
    }

    /** Growth of one counter in growths of others together. */
    record Quotient(ServerMetric metric, String part, List<String> of, double scale) implements Source {
        @Override
        public @Nullable Reading reading(Growth growth) {
            var numerator = growth.sum(part, Map.of());
            double denominator = of.stream()
                    .mapToDouble(name -> growth.sum(name, Map.of()).orElse(0))
                    .sum();
            return numerator.isEmpty() || denominator <= 0
                    ? null
                    : new Reading.Whole(scale * numerator.getAsDouble() / denominator);
        }
    }

    /**
     * Triton's microseconds by model. Models call each other, and each counts what passes through it: the time in queues is that
     * of all models together, the time of a request that of the outermost one, and requests are those of the busiest one.
     */
    record TritonMicros(ServerMetric metric, String name, boolean ofAllModels) implements Source {
        private static final String REQUESTS = "nv_inference_request_success";
        private static final double MILLIS = 1e-3;

        @Override
        public @Nullable Reading reading(Growth growth) {
            var micros = ofAllModels ? growth.sum(name, Map.of()) : growth.largest(name);
            var requests = growth.largest(REQUESTS);
            return micros.isEmpty() || requests.isEmpty() || requests.getAsDouble() <= 0
                    ? null
                    : new Reading.Whole(MILLIS * micros.getAsDouble() / requests.getAsDouble());
        }
    }
}
