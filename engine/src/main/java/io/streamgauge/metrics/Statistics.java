package io.streamgauge.metrics;

import java.util.Arrays;

/**
 * A distribution in numbers, in the unit of its metric.
 *
 * <p>As numpy computes them, which genai-perf uses: percentiles by linear interpolation at (n − 1)·p, the standard
 * deviation of the population (divided by n). Statistics are taken of the raw values and scaled afterwards.
 */
public record Statistics(
        long count,
        double avg,
        double p1,
        double p5,
        double p10,
        double p25,
        double p50,
        double p75,
        double p90,
        double p95,
        double p99,
        double p999,
        double min,
        double max,
        double std) {

    /** What {@code p1} to {@code p999} are percentiles of, in their order. */
    static final double[] PERCENTS = {1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9};

    /**
     * Statistics of {@code values}, which are sorted in place, each multiplied by {@code scale} at the end.
     *
     * @throws IllegalArgumentException when there are no values
     */
    public static Statistics of(double[] values, double scale) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values to take statistics of");
        }
        // Sorted first, so that the sums too do not depend on the order in which the requests ended.
        Arrays.sort(values);
        double mean = mean(values);
        double[] at = Arrays.stream(PERCENTS)
                .map(percent -> percentile(values, percent))
                .toArray();
        double deviation = Math.sqrt(meanSquareFrom(values, mean));
        return of(values.length, mean, at, values[0], values[values.length - 1], deviation, scale);
    }

    /** Those numbers, {@code at} each of {@link #PERCENTS}, multiplied by {@code scale}. */
    static Statistics of(long count, double mean, double[] at, double min, double max, double std, double scale) {
        return new Statistics(
                count,
                mean * scale,
                at[0] * scale,
                at[1] * scale,
                at[2] * scale,
                at[3] * scale,
                at[4] * scale,
                at[5] * scale,
                at[6] * scale,
                at[7] * scale,
                at[8] * scale,
                at[9] * scale,
                min * scale,
                max * scale,
                std * scale);
    }

    /** The same of values that are each so much less, though never below 0; in the same unit. */
    public Statistics less(double by) {
        return new Statistics(
                count,
                Math.max(0, avg - by),
                Math.max(0, p1 - by),
                Math.max(0, p5 - by),
                Math.max(0, p10 - by),
                Math.max(0, p25 - by),
                Math.max(0, p50 - by),
                Math.max(0, p75 - by),
                Math.max(0, p90 - by),
                Math.max(0, p95 - by),
                Math.max(0, p99 - by),
                Math.max(0, p999 - by),
                Math.max(0, min - by),
                Math.max(0, max - by),
                std);
    }

    /**
     * The value of this name, as JSON files name it: avg, min, max, std, p50, p99_9 and so on.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public double named(String name) {
        return switch (name) {
            case "avg" -> avg;
            case "min" -> min;
            case "max" -> max;
            case "std" -> std;
            case "p1" -> p1;
            case "p5" -> p5;
            case "p10" -> p10;
            case "p25" -> p25;
            case "p50" -> p50;
            case "p75" -> p75;
            case "p90" -> p90;
            case "p95" -> p95;
            case "p99" -> p99;
            case "p99_9" -> p999;
            default ->
                throw new IllegalArgumentException("unknown statistic '" + name
                        + "'; use one of avg, min, max, std, p1, p5, p10, p25, p50, p75, p90, p95, p99, p99_9");
        };
    }

    /** numpy's default percentile of sorted values, with its order of operations. */
    public static double percentile(double[] sorted, double percent) {
        double virtual = (sorted.length - 1) * (percent / 100);
        int below = (int) Math.floor(virtual);
        int above = Math.min(below + 1, sorted.length - 1);
        return between(sorted[below], sorted[above], virtual - below);
    }

    /** What lies {@code part} of the way between two neighbours. */
    static double between(double below, double above, double part) {
        double span = above - below;
        return part >= 0.5 ? above - span * (1 - part) : below + span * part;
    }

    private static double mean(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        return (sum + lost) / values.length;
    }

    private static double meanSquareFrom(double[] values, double mean) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double square = (value - mean) * (value - mean);
            double next = sum + square;
            lost += sum >= square ? (sum - next) + square : (square - next) + sum;
            sum = next;
        }
        return (sum + lost) / values.length;
    }
}
