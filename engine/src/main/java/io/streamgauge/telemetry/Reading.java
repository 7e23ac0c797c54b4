package io.streamgauge.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a server said of one {@link ServerMetric} over the measured phase, in the metric's unit. */
public sealed interface Reading {
    /** As files hold it: values by name. */
    Map<String, Object> toTree();

    /**
     * Of a histogram: its growth.
     *
     * @param count observations
     * @param avg exact
     * @param p50 as the buckets allow, as p90 and p99
     * @param capped whether p99 lies beyond the last finite bucket, so that it is at least what is said here
     */
    record Distribution(long count, double avg, double p50, double p90, double p99, boolean capped) implements Reading {
        @Override
        public Map<String, Object> toTree() {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("avg", avg);
            tree.put("p50", p50);
            tree.put("p90", p90);
            tree.put("p99", p99);
            tree.put("count", count);
            if (capped) {
                tree.put("p99_beyond_buckets", true);
            }
            return tree;
        }
    }

    /** Of a gauge: what it stood at when it was read. */
    record Level(double avg, double min, double max) implements Reading {
        @Override
        public Map<String, Object> toTree() {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("avg", avg);
            tree.put("min", min);
            tree.put("max", max);
            return tree;
        }
    }

    /** One number over the whole phase: a counter's growth, or a quotient of two. */
    record Whole(double value) implements Reading {
        @Override
        public Map<String, Object> toTree() {
            return Map.of("avg", value);
        }
    }
}
