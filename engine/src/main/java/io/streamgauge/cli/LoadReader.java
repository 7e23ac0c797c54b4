package io.streamgauge.cli;

import io.streamgauge.arrival.Arrival;
import io.streamgauge.arrival.Cancellation;
import io.streamgauge.plan.LoadPlan;
import io.streamgauge.plan.LoadPlan.ErrorLimit;
import io.streamgauge.plan.LoadPlan.TimeBox;
import io.streamgauge.plan.LoadShape;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the options on load into its plan, noting every contradiction. What is wrong is replaced, so that reading can go on. */
final class LoadReader {
    private static final int MOST_REQUESTS = Integer.MAX_VALUE / 2;
    private static final long DEFAULT_GRACE_NANOS = 30_000_000_000L;

    /**
     * What holds where nothing is said.
     *
     * @param requests requests to measure; 0 for as many as suit the load
     */
    record Defaults(int concurrency, int requests, int warmup) {}

    private final LoadOptions options;
    private final Defaults defaults;
    private final long seed;
    private final Problems problems;

    LoadReader(LoadOptions options, Defaults defaults, long seed, Problems problems) {
        this.options = options;
        this.defaults = defaults;
        this.seed = seed;
        this.problems = problems;
    }

    LoadPlan plan() {
        contradictions();
        LoadShape shape = options.requestRate == null ? closed() : open(options.requestRate);
        TimeBox timeBox = timeBox();
        int requests = requests(shape, timeBox);
        int warmup = options.warmupRequestCount == null ? defaults.warmup() : options.warmupRequestCount;
        problems.addIf(warmup < 0, "--warmup-request-count " + warmup + ": give 0 or more");
        problems.addIf(
                (long) requests + warmup > MOST_REQUESTS,
                "--request-count " + requests + ": more than one run can hold");
        return new LoadPlan(shape, requests, Math.max(0, warmup), timeBox, errorLimit(), cancellation());
    }

    private void contradictions() {
        boolean open = options.requestRate != null;
        problems.addIf(
                open && options.concurrency != null,
                "--concurrency and --request-rate: requests start either when others end or when they are due; "
                        + "give one of the two (--max-concurrency limits what a rate has in flight)");
        problems.addIf(
                open && options.concurrencyRampNanos != null,
                "--concurrency-ramp and --request-rate: a rate grows by --request-rate-ramp");
        needs("--request-rate", open, "--request-distribution", options.distribution);
        needs("--request-rate", open, "--burstiness", options.burstiness);
        needs("--request-rate", open, "--max-concurrency", options.maxConcurrency);
        needs("--request-rate", open, "--request-rate-ramp", options.requestRateRampNanos);
        needs("--benchmark-duration", options.durationNanos != null, "--benchmark-grace-period", options.graceNanos);
        needs(
                "--request-cancellation-rate",
                options.cancellationRate != null,
                "--request-cancellation-delay",
                options.cancellationDelayNanos);
    }

    private void needs(String needed, boolean there, String option, @Nullable Object given) {
        problems.addIf(given != null && !there, option + " means nothing without " + needed + "; give both or neither");
    }

    private LoadShape closed() {
        int concurrency = positive("--concurrency", concurrency(), defaults.concurrency());
        return new LoadShape.Closed(concurrency, orZero(options.concurrencyRampNanos));
    }

    private @Nullable Integer concurrency() {
        String given = options.concurrency;
        if (given == null) {
            return null;
        }
        try {
            return Integer.valueOf(given.strip());
        } catch (NumberFormatException e) {
            problems.add("--concurrency '" + given + "': give a whole number, or several as 1,8,64 or 1:64");
            return 1;
        }
    }

    private LoadShape open(double rate) {
        boolean usable = rate > 0 && rate <= 1e9;
        problems.addIf(!usable, "--request-rate " + rate + ": give requests a second, above 0");
        int most = options.maxConcurrency == null ? 0 : positive("--max-concurrency", options.maxConcurrency, 1);
        return new LoadShape.Open(arrival(usable ? rate : 1), most, orZero(options.requestRateRampNanos));
    }

    private Arrival arrival(double rate) {
        double burstiness = options.burstiness == null ? 1 : options.burstiness;
        boolean usable = burstiness > 0 && burstiness <= 1e6;
        problems.addIf(!usable, "--burstiness " + burstiness + ": give a number above 0");
        String kind = options.distribution == null
                ? (options.burstiness == null ? "constant" : "gamma")
                : options.distribution.toLowerCase(Locale.ROOT);
        problems.addIf(
                options.burstiness != null && (kind.equals("constant") || kind.equals("poisson")),
                "--burstiness and --request-distribution " + kind + ": burstiness is the shape of gamma gaps; "
                        + "give --request-distribution gamma");
        return switch (kind) {
            case "constant" -> new Arrival.Constant(rate);
            case "poisson" -> new Arrival.Poisson(rate);
            case "gamma" -> new Arrival.Gamma(rate, usable ? burstiness : 1);
            default -> {
                problems.add("--request-distribution '" + options.distribution + "': use constant, poisson or gamma");
                yield new Arrival.Constant(rate);
            }
        };
    }

    private TimeBox timeBox() {
        if (options.durationNanos == null) {
            return TimeBox.NONE;
        }
        problems.addIf(options.durationNanos == 0, "--benchmark-duration 0: give a time above 0, for example 60s");
        long grace = options.graceNanos == null ? DEFAULT_GRACE_NANOS : options.graceNanos;
        problems.addIf(
                grace > Long.MAX_VALUE / 4 || options.durationNanos > Long.MAX_VALUE / 4,
                "--benchmark-duration, --benchmark-grace-period: longer than one run can be; give less");
        return new TimeBox(Math.max(1, options.durationNanos), grace);
    }

    private int requests(LoadShape shape, TimeBox timeBox) {
        if (options.requestCount != null) {
            return positive("--request-count", options.requestCount, 1);
        }
        if (timeBox.durationNanos() > 0) {
            return 0;
        }
        long twice = Math.round(Math.ceil(2 * shape.value().doubleValue()));
        return defaults.requests() > 0 ? defaults.requests() : Math.clamp(twice, 10, MOST_REQUESTS);
    }

    private ErrorLimit errorLimit() {
        int count = options.maxErrors == null ? 0 : positive("--max-errors", options.maxErrors, 1);
        return new ErrorLimit(count, share("--max-error-rate", options.maxErrorRate));
    }

    private Cancellation cancellation() {
        return new Cancellation(
                share("--request-cancellation-rate", options.cancellationRate),
                orZero(options.cancellationDelayNanos),
                seed);
    }

    private double share(String option, @Nullable Double percent) {
        if (percent == null) {
            return 0;
        }
        boolean usable = percent > 0 && percent <= 100;
        problems.addIf(!usable, option + " " + percent + ": give a percentage above 0 and up to 100, or leave it out");
        return usable ? percent / 100 : 0;
    }

    private int positive(String option, @Nullable Integer given, int otherwise) {
        int value = given == null ? otherwise : given;
        problems.addIf(value < 1, option + " " + value + ": give at least 1");
        return Math.max(1, value);
    }

    private static long orZero(@Nullable Long nanos) {
        return nanos == null ? 0 : nanos;
    }
}
