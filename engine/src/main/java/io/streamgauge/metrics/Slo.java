package io.streamgauge.metrics;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An objective that a request meets or not: times must not be above the bound, rates not below it.
 *
 * @param metric one with a value for each request
 * @param bound in the metric's unit
 */
public record Slo(Metric metric, double bound) {
    public Slo {
        if (!metric.isObjective()) {
            throw new IllegalArgumentException("'" + metric.key() + "' cannot be an objective; use one of " + known());
        }
        if (!(bound >= 0) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException(
                    "objective '" + metric.key() + "' needs a bound of 0 or more, not " + bound);
        }
    }

    /**
     * Reads {@code key:bound}, as {@code time_to_first_token:200}.
     *
     * @throws IllegalArgumentException with one line for the user when the key is unknown or the bound is no number
     */
    public static Slo parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("objective '" + text + "' is not KEY:BOUND, as time_to_first_token:200");
        }
        var key = text.substring(0, colon).strip();
        var metric = Metric.ofKey(key)
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown objective '" + key + "'; use one of " + known()));
        var bound = text.substring(colon + 1).strip();
        try {
            return new Slo(metric, Double.parseDouble(bound));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "objective '" + key + "' needs a number as its bound, not '" + bound + "'", notANumber);
        }
    }

    private static String known() {
        return Arrays.stream(Metric.values())
                .filter(Metric::isObjective)
                .map(Metric::key)
                .collect(Collectors.joining(", "));
    }

    /** Whether a request with this raw value meets the objective; NaN, which is no value, does not. */
    boolean isMetBy(double raw) {
        double rawBound = bound * metric.unit().rawPerUnit();
        return metric.isRate() ? raw >= rawBound : raw <= rawBound;
    }

    @Override
    public String toString() {
        return metric.key() + ":" + bound;
    }
}
