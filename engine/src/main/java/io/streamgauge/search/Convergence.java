package io.streamgauge.search;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Spread;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.TwoSamples;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When enough runs have been made: a number of theirs does not move any more.
 *
 * @param statistic of the metric; {@code avg} for numbers of a whole run
 * @param threshold what the mode's measure is held to
 * @param confidence of the interval
 */
public record Convergence(Metric metric, String statistic, Mode mode, double threshold, double confidence) {
    /** Fewer runs say nothing. */
    private static final int LEAST_RUNS = 3;

    /** What is looked at. */
    public enum Mode {
        /** The width of the mean's confidence interval, by the mean, is below the threshold. */
        CI_WIDTH(0.1),
        /** The coefficient of variation is below the threshold. */
        CV(0.05),
        /** Values of single requests in the last run look like those of the runs before: the test's p is above the threshold. */
        DISTRIBUTION(0.05);

        private final double threshold;

        Mode(double threshold) {
            this.threshold = threshold;
        }

        /** The threshold where none is given. */
        public double threshold() {
            return threshold;
        }

        /**
         * The mode of this name.
         *
         * @throws IllegalArgumentException with one line for the user
         */
        public static Mode named(String name) {
            return Arrays.stream(values())
                    .filter(mode -> mode.key().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + name + "': use one of "
                            + Arrays.stream(values()).map(Mode::key).collect(Collectors.joining(", "))));
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A run that was made.
     *
     * @param values of its requests, of a metric
     */
    public record Run(Summary summary, Function<Metric, double[]> values) {}

    /** Whether these runs, in the order in which they were made, are enough. */
    public boolean reached(List<Run> runs) {
        return runs.size() >= LEAST_RUNS && (mode == Mode.DISTRIBUTION ? alike(runs) : steady(runs));
    }

    private boolean steady(List<Run> runs) {
        double[] numbers = runs.stream()
                .map(run -> run.summary().number(metric, statistic))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (numbers.length < LEAST_RUNS) {
            return false;
        }
        Spread spread = Spread.of(numbers, confidence);
        double measure = mode == Mode.CV ? spread.variation() : (spread.high() - spread.low()) / spread.mean();
        // Of a mean of 0 it is not a number, and so never below.
        return measure < threshold;
    }

    private boolean alike(List<Run> runs) {
        double[] before = IntStream.range(0, runs.size() - 1)
                .mapToObj(i -> runs.get(i).values().apply(metric))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double[] last = runs.getLast().values().apply(metric);
        return before.length > 1 && last.length > 1 && TwoSamples.likeness(before, last) > threshold;
    }
}
