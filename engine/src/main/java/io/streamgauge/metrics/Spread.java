package io.streamgauge.metrics;

import java.util.Arrays;

/**
 * How far a number lies apart among runs.
 *
 * @param std standard deviation of the sample: divided by one less than the runs
 * @param error standard error of the mean
 * @param variation standard deviation by mean; NaN when the mean is 0
 * @param critical Student's t at the confidence asked for
 * @param low end of the confidence interval of the mean
 * @param high its other end
 */
public record Spread(
        int runs,
        double mean,
        double std,
        double min,
        double max,
        double error,
        double variation,
        double critical,
        double low,
        double high) {

    /**
     * The spread of values, one of each run.
     *
     * @param confidence that the mean lies within the interval, above 0 and below 1
     * @throws IllegalArgumentException when there are fewer than two
     */
    public static Spread of(double[] values, double confidence) {
        int runs = values.length;
        if (runs < 2) {
            throw new IllegalArgumentException("a spread of " + runs + " runs");
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double std = Math.sqrt(squares / (runs - 1));
        double error = std / Math.sqrt(runs);
        double critical = StudentT.critical(confidence, runs - 1);
        return new Spread(
                runs,
                mean,
                std,
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow(),
                error,
                mean == 0 ? Double.NaN : std / mean,
                critical,
                mean - critical * error,
                mean + critical * error);
    }
}
