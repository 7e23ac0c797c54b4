package io.streamgauge.mock;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** How long something takes: a distribution of durations in nanoseconds. Immutable; any thread. */
public sealed interface LatencyModel {
    /** Draws one duration in nanoseconds, never negative. */
    long nextNanos(RandomGenerator random);

    /** Always the same duration. */
    record Fixed(long nanos) implements LatencyModel {
        public Fixed {
            requireDuration(nanos, "duration");
        }

        @Override
        public long nextNanos(RandomGenerator random) {
            return nanos;
        }
    }

    /** Evenly spread from {@code lowNanos} to {@code highNanos}, both included. */
    record Uniform(long lowNanos, long highNanos) implements LatencyModel {
        public Uniform {
            requireDuration(lowNanos, "low end");
            if (highNanos < lowNanos) {
                throw new IllegalArgumentException(
                        "the high end (" + highNanos + " ns) is below the low end (" + lowNanos + " ns)");
            }
        }

        @Override
        public long nextNanos(RandomGenerator random) {
            return random.nextLong(lowNanos, highNanos + 1);
        }
    }

    /** Normal; draws below zero become zero. */
    record Normal(long meanNanos, long stddevNanos) implements LatencyModel {
        public Normal {
            requireDuration(meanNanos, "mean");
            requireDuration(stddevNanos, "standard deviation");
        }

        @Override
        public long nextNanos(RandomGenerator random) {
            return Math.max(0, Math.round(random.nextGaussian((double) meanNanos, (double) stddevNanos)));
        }
    }

    /** Exponential with this mean. */
    record Exponential(long meanNanos) implements LatencyModel {
        public Exponential {
            requireDuration(meanNanos, "mean");
        }

        @Override
        public long nextNanos(RandomGenerator random) {
            return Math.round(random.nextExponential() * meanNanos);
        }
    }

    /** Log-normal, given by the mean and standard deviation of the durations themselves, not of their logarithm. */
    record LogNormal(long meanNanos, long stddevNanos) implements LatencyModel {
        public LogNormal {
            if (meanNanos <= 0) {
                throw new IllegalArgumentException(
                        "the mean of a log-normal duration must be above zero, not " + meanNanos + " ns");
            }
            requireDuration(stddevNanos, "standard deviation");
        }

        @Override
        public long nextNanos(RandomGenerator random) {
            var ratio = (double) stddevNanos / meanNanos;
            var variance = Math.log1p(ratio * ratio);
            var location = Math.log((double) meanNanos) - variance / 2;
            return Math.round(Math.exp(location + Math.sqrt(variance) * random.nextGaussian()));
        }
    }

    /**
     * Reads a distribution: {@code 10ms}, {@code uniform:5ms,15ms}, {@code normal:10ms,2ms} (mean, standard deviation),
     * {@code exp:10ms} (mean) or {@code lognormal:10ms,4ms} (mean, standard deviation). Units: ns, us, ms, s.
     *
     * @throws IllegalArgumentException with one line that says what was given and what is understood
     */
    static LatencyModel parse(String spec) {
        var colon = spec.indexOf(':');
        if (colon < 0) {
            return new Fixed(parseNanos(spec));
        }
        var name = spec.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        var parts = spec.substring(colon + 1).split(",", -1);
        return switch (name) {
            case "fixed" -> new Fixed(part(spec, parts, 0, 1));
            case "uniform" -> new Uniform(part(spec, parts, 0, 2), part(spec, parts, 1, 2));
            case "normal" -> new Normal(part(spec, parts, 0, 2), part(spec, parts, 1, 2));
            case "exp", "exponential" -> new Exponential(part(spec, parts, 0, 1));
            case "lognormal" -> new LogNormal(part(spec, parts, 0, 2), part(spec, parts, 1, 2));
            default ->
                throw new IllegalArgumentException("unknown distribution '" + name + "' in '" + spec
                        + "': use 10ms, uniform:LOW,HIGH, normal:MEAN,STDDEV, exp:MEAN or lognormal:MEAN,STDDEV");
        };
    }

    /**
     * Reads one duration such as {@code 250us}, {@code 1.5s} or {@code 0}, in nanoseconds.
     *
     * @throws IllegalArgumentException with one line that says what was given and what is understood
     */
    static long parseNanos(String duration) {
        var text = duration.strip().toLowerCase(Locale.ROOT);
        var unitAt = 0;
        while (unitAt < text.length() && (Character.isDigit(text.charAt(unitAt)) || text.charAt(unitAt) == '.')) {
            unitAt++;
        }
        var nanosPerUnit = switch (text.substring(unitAt).strip()) {
            case "ns" -> 1.0;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "" -> text.equals("0") ? 0.0 : Double.NaN;
            default -> Double.NaN;
        };
        var nanos = unitAt == 0 ? Double.NaN : number(text.substring(0, unitAt)) * nanosPerUnit;
        if (Double.isNaN(nanos) || nanos > MAX_NANOS) {
            throw new IllegalArgumentException(
                    "'" + duration + "' is not a duration: give a number with a unit, such as 250us, 10ms or 1.5s");
        }
        return Math.round(nanos);
    }

    /** The longest duration understood: a day. */
    long MAX_NANOS = 86_400_000_000_000L;

    private static double number(String digits) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static long part(String spec, String[] parts, int index, int expected) {
        if (parts.length != expected) {
            throw new IllegalArgumentException(
                    "'" + spec + "' has " + parts.length + " values after the colon: " + expected + " expected");
        }
        return parseNanos(parts[index]);
    }

    private static void requireDuration(long nanos, String what) {
        if (nanos < 0 || nanos > MAX_NANOS) {
            throw new IllegalArgumentException("the " + what + " must be from 0 to one day, not " + nanos + " ns");
        }
    }
}
