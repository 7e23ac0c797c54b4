package io.streamgauge.report;

import io.streamgauge.metrics.MetricValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A distribution as a histogram up to p99.9 with the count beyond, and as a curve over percentiles. */
final class DistributionChart {
    private static final int BINS = 60;
    /** Each step is a hundredth of a percent's share closer to the end, so that the tail has as many points as the body. */
    private static final double[] PERCENTS = {
        0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 92.5, 95, 96, 97, 98, 99, 99.5, 99.75,
        99.9
    };

    private DistributionChart() {}

    /** The percentiles of every curve. */
    static List<Double> percents() {
        return Arrays.stream(PERCENTS).boxed().toList();
    }

    /** The values of a chart's curve, one for each of {@link #percents}. */
    static List<Double> curve(Map<String, Object> chart) {
        var values = new ArrayList<Double>();
        if (chart.get("curve") instanceof List<?> curve) {
            for (var point : curve) {
                if (point instanceof List<?> pair && pair.get(1) instanceof Double value) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** The chart of at least one value. */
    static Map<String, Object> of(String title, MetricValues values, double scale) {
        double[] curve = values.percentiles(PERCENTS);
        var bins = new Bins(curve);
        values.forEach(bins::add);
        return bins.chart(title, curve, scale);
    }

    /** Counts values from the least to the last of {@link #PERCENTS}, and those beyond. */
    private static final class Bins {
        private final double low;
        private final double high;
        private final double width;
        private final long[] counts = new long[BINS];
        private long beyond;
        private double max = Double.NEGATIVE_INFINITY;

        private Bins(double[] curve) {
            low = curve[0];
            high = curve[curve.length - 1];
            width = high > low ? (high - low) / BINS : 1;
        }

        private void add(double value) {
            max = Math.max(max, value);
            if (value > high) {
                beyond++;
            } else {
                counts[(int) Math.min(BINS - 1, (value - low) / width)]++;
            }
        }

        private Map<String, Object> chart(String title, double[] curve, double scale) {
            var edges = new double[BINS];
            Arrays.setAll(edges, bin -> (low + bin * width) * scale);
            var points = new ArrayList<List<Double>>();
            for (int i = 0; i < curve.length; i++) {
                points.add(List.of(PERCENTS[i], PageData.round(curve[i] * scale)));
            }
            var chart = new LinkedHashMap<String, Object>();
            chart.put("title", title);
            chart.put("count", Arrays.stream(counts).sum() + beyond);
            chart.put("edges", edges);
            chart.put("width", width * scale);
            chart.put("counts", counts);
            chart.put("beyond", beyond);
            chart.put("max", max * scale);
            chart.put("curve", points);
            return chart;
        }
    }
}
