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
    /** From so many times the median on, the end is too far away for bins of one width. */
    private static final double LONG_TAIL = 20;

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

    /**
     * Counts values from the least to the last of {@link #PERCENTS}, and those beyond. Bins are equally wide, or, where a long
     * tail would leave all but a few values in the first of them, each wider than the one before by the same factor.
     */
    private static final class Bins {
        private final double low;
        private final double high;
        private final boolean byFactor;
        /** From low to high, on the scale of the bins. */
        private final double span;

        private final long[] counts = new long[BINS];
        private long beyond;
        private double max = Double.NEGATIVE_INFINITY;

        private Bins(double[] curve) {
            double least = curve[0];
            double median = curve[Arrays.binarySearch(PERCENTS, 50)];
            high = curve[curve.length - 1];
            byFactor = least >= 0 && median > 0 && high > LONG_TAIL * median;
            // A gap of 0 has no place on such a scale; what is far below the median stands in the first bin.
            low = byFactor ? Math.max(least, median / LONG_TAIL) : least;
            span = byFactor ? Math.log(high / low) : high - low;
        }

        private void add(double value) {
            max = Math.max(max, value);
            if (value > high) {
                beyond++;
            } else {
                counts[bin(value)]++;
            }
        }

        private int bin(double value) {
            if (high <= low || value <= low) {
                return 0;
            }
            double beyondLow = byFactor ? Math.log(value / low) : value - low;
            return (int) Math.min(BINS - 1, beyondLow / span * BINS);
        }

        private double edge(int bin) {
            if (high <= low) {
                return low + bin;
            }
            return byFactor ? low * Math.exp(span * bin / BINS) : low + span * bin / BINS;
        }

        private Map<String, Object> chart(String title, double[] curve, double scale) {
            var edges = new double[BINS];
            Arrays.setAll(edges, bin -> edge(bin) * scale);
            var points = new ArrayList<List<Double>>();
            for (int i = 0; i < curve.length; i++) {
                points.add(List.of(PERCENTS[i], PageData.round(curve[i] * scale)));
            }
            var chart = new LinkedHashMap<String, Object>();
            chart.put("title", title);
            chart.put("count", Arrays.stream(counts).sum() + beyond);
            chart.put("edges", edges);
            chart.put("end", edge(BINS) * scale);
            chart.put("byFactor", byFactor);
            chart.put("counts", counts);
            chart.put("beyond", beyond);
            chart.put("max", max * scale);
            chart.put("curve", points);
            return chart;
        }
    }
}
