package io.streamgauge.cli;

import io.streamgauge.arrival.Cancellation;
import io.streamgauge.arrival.PrefillLimit;
import io.streamgauge.arrival.Shard;
import io.streamgauge.plan.FilePlan;
import io.streamgauge.plan.LoadPlan;
import io.streamgauge.plan.LoadPlan.ErrorLimit;
import io.streamgauge.plan.LoadPlan.TimeBox;
import io.streamgauge.plan.LoadPlan.Windows;
import io.streamgauge.plan.LoadShape;
import io.streamgauge.plan.SessionPlan;
import io.streamgauge.plan.WarmupPlan;
import io.streamgauge.search.Saturation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the options on load into its plan, noting every contradiction. What is wrong is replaced, so that reading can go on. */
final class LoadReader {
    private static final int MOST_RETRIES = 100;
    private static final int MOST_REQUESTS = Integer.MAX_VALUE / 2;
    private static final long DEFAULT_GRACE_NANOS = 30_000_000_000L;
    private static final long SATURATION_AFTER_NANOS = 30_000_000_000L;
    private static final long SATURATION_TTFT_NANOS = 2_500_000_000L;

    /**
     * What holds where nothing is said.
     *
     * @param requests requests to measure; 0 for as many as suit the load
     */
    record Defaults(int concurrency, int requests, int warmup) {}

    private final ProfileOptions all;
    private final LoadOptions options;
    private final SessionOptions sessions;
    private final @Nullable FilePlan input;
    private final boolean holdsSessions;
    private final Defaults defaults;
    private final long seed;
    private final Problems problems;
    private final Map<String, String> variables;

    /**
     * @param input the file that requests come from; null where they are made
     * @param holdsSessions whether it holds sessions
     */
    LoadReader(
            ProfileOptions all,
            @Nullable FilePlan input,
            boolean holdsSessions,
            Defaults defaults,
            Map<String, String> variables,
            Problems problems) {
        this.all = all;
        this.options = all.load;
        this.sessions = all.sessions;
        this.seed = all.input.randomSeed;
        this.input = input;
        this.holdsSessions = holdsSessions;
        this.variables = variables;
        this.defaults = defaults;
        this.problems = problems;
    }

    LoadPlan plan() {
        problems.needs(
                "--benchmark-duration", options.durationNanos != null, "--benchmark-grace-period", options.graceNanos);
        problems.needs(
                "--request-cancellation-rate",
                options.cancellationRate != null,
                "--request-cancellation-delay",
                options.cancellationDelayNanos);
        SessionPlan asked = new SessionReader(sessions, problems).plan(holdsSessions);
        LoadShape shape = new ShapeReader(
                        options,
                        defaults.concurrency(),
                        asked == null ? null : sessions.concurrency,
                        input,
                        holdsSessions,
                        problems)
                .shape();
        Windows windows = WindowReader.read(options, problems);
        TimeBox timeBox = windows == null ? timeBox(shape) : new TimeBox(windows.most() * windows.lengthNanos(), 0);
        SessionPlan held = asked == null ? null : sessions(asked, shape, timeBox);
        int requests = held == null ? requests(shape, timeBox) : 0;
        Shard shard = ShardReader.read(options.shard, variables, problems);
        checkShard(shape, shard);
        PrefillReader prefills = new PrefillReader(shard, problems);
        PrefillLimit prefill =
                prefills.limit("--prefill-concurrency", options.prefillConcurrency, options.prefillRampNanos);
        WarmupPlan warmup = new WarmupReader(all.warmup, options, held != null, seed, prefills, problems)
                .plan(shape, defaults.warmup());
        if (warmup.isThere() && warmup.shape().atOnce() != shape.atOnce()) {
            checkShard(warmup.shape(), shard);
        }
        problems.addIf(
                (long) requests + warmup.requests() > MOST_REQUESTS,
                "--request-count " + requests + ": more than one run can hold");
        return new LoadPlan(
                shape,
                held,
                requests,
                warmup,
                prefill,
                timeBox,
                errorLimit(),
                saturation(),
                cancellation(),
                windows,
                CutOutReader.read(options, problems),
                shard,
                problems.note(() -> StartAt.epochNanos(options.startAt, Instant.now()))
                        .orElse(0L));
    }

    /** A part that could never have a request in flight would leave its share of them unsent. */
    private void checkShard(LoadShape shape, Shard shard) {
        int slots = shape.atOnce() == 0 ? shard.count() : shape.atOnce();
        problems.addIf(
                slots < shard.count(),
                "--shard " + shard.index() + "/" + shard.count() + " of " + slots
                        + " requests in flight (or users): each part needs one at least; take fewer parts, or more load");
    }

    private TimeBox timeBox(LoadShape shape) {
        if (options.durationNanos == null) {
            boolean ends = shape instanceof LoadShape.Series series
                    && series.curve().endNanos() > 0
                    && options.requestCount == null;
            return ends
                    ? new TimeBox(((LoadShape.Series) shape).curve().endNanos(), DEFAULT_GRACE_NANOS)
                    : TimeBox.NONE;
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
            problems.addIf(
                    shape instanceof LoadShape.Fixed fixed && fixed.times().count() < options.requestCount,
                    "--request-count " + options.requestCount + " and --schedule-file: the schedule has fewer moments");
            return problems.positive("--request-count", options.requestCount, 1);
        }
        if (shape instanceof LoadShape.Fixed fixed) {
            return fixed.times().count();
        }
        if (timeBox.durationNanos() > 0) {
            return 0;
        }
        return defaults.requests() > 0 ? defaults.requests() : asMany(shape);
    }

    /** As many as were asked for, or as suit the load. */
    private SessionPlan sessions(SessionPlan asked, LoadShape shape, TimeBox timeBox) {
        problems.addIf(
                shape instanceof LoadShape.Fixed fixed && fixed.times().count() < asked.count(),
                "--num-sessions " + asked.count() + " and --schedule-file: the schedule has fewer moments");
        boolean all = holdsSessions && !(shape instanceof LoadShape.Fixed);
        if (asked.count() > 0 || timeBox.durationNanos() > 0 || all) {
            return asked;
        }
        if (shape instanceof LoadShape.Fixed fixed) {
            return new SessionPlan(fixed.times().count(), asked.shape());
        }
        // Each user ends the session that was begun before the run, and holds one that is whole.
        int least = shape instanceof LoadShape.Users it ? Math.clamp(2L * it.users(), 1, MOST_REQUESTS) : 1;
        return new SessionPlan(Math.max(least, asMany(shape)), asked.shape());
    }

    private static int asMany(LoadShape shape) {
        return (int) Math.clamp(Math.ceil(2 * shape.value().doubleValue()), 10, MOST_REQUESTS);
    }

    private ErrorLimit errorLimit() {
        int count = options.maxErrors == null ? 0 : problems.positive("--max-errors", options.maxErrors, 1);
        problems.addIf(
                options.retries < 0 || options.retries > MOST_RETRIES,
                "--retries " + options.retries + ": give 0 to " + MOST_RETRIES);
        return new ErrorLimit(count, errorShare(), Math.clamp(options.retries, 0, MOST_RETRIES));
    }

    private Saturation.@Nullable Rule saturation() {
        boolean asked = options.stopOverSaturated;
        problems.needs("--stop-over-saturated", asked, "--over-saturation-after", options.saturationAfterNanos);
        problems.needs("--stop-over-saturated", asked, "--over-saturation-ttft", options.saturationTtftNanos);
        problems.addIf(
                asked && Boolean.FALSE.equals(all.target.streaming),
                "--stop-over-saturated and --no-streaming: it looks at times to the first token; leave one of the two out");
        return asked
                ? new Saturation.Rule(
                        options.saturationAfterNanos == null ? SATURATION_AFTER_NANOS : options.saturationAfterNanos,
                        options.saturationTtftNanos == null ? SATURATION_TTFT_NANOS : options.saturationTtftNanos)
                : null;
    }

    private double errorShare() {
        Double given = options.failedShare;
        if (given == null) {
            return share("--max-error-rate", options.maxErrorRate);
        }
        problems.addIf(
                options.maxErrorRate != null,
                "--failed-request-threshold and --max-error-rate: they say the same; give one of the two");
        boolean usable = given >= 0 && given <= 1;
        problems.addIf(
                !usable,
                "--failed-request-threshold " + given
                        + ": give a share from 0 to 1, 0.1 for a tenth; --max-error-rate takes percent");
        // None at all is less than any share that there can be.
        return usable ? Math.max(Double.MIN_VALUE, given) : 0;
    }

    private Cancellation cancellation() {
        return new Cancellation(
                share("--request-cancellation-rate", options.cancellationRate),
                Problems.orZero(options.cancellationDelayNanos),
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
}
