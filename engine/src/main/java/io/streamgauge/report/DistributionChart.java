package io.streamgauge.report;

import io.streamgauge.metrics.Statistics;
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

    /** Sorts {@code values}, of which there is at least one. */
    static Map<String, Object> of(String title, double[] values, double scale) {
        Arrays.sort(values);
        double low = values[0];
        double high = Statistics.percentile(values, 99.9);
        double width = high > low ? (high - low) / BINS : 1;
        var counts = new long[BINS];
        long beyond = 0;
        for (double value : values) {
            if (value > high) {
                beyond++;
            } else {
                counts[(int) Math.min(BINS - 1, (value - low) / width)]++;
            }
        }
        var edges = new ArrayList<Double>();
        for (int bin = 0; bin < BINS; bin++) {
            edges.add((low + bin * width) * scale);
        }
        var curve = new ArrayList<List<Double>>();
        for (double percent : PERCENTS) {
            curve.add(List.of(percent, PageData.round(Statistics.percentile(values, percent) * scale)));
        }
        var chart = new LinkedHashMap<String, Object>();
        chart.put("title", title);
        chart.put("count", values.length);
        chart.put("edges", edges);
        chart.put("width", width * scale);
        chart.put("counts", counts);
        chart.put("beyond", beyond);
        chart.put("max", values[values.length - 1] * scale);
        chart.put("curve", curve);
        return chart;
    }
}
