package io.streamgauge.cli;

import io.streamgauge.arrival.Arrival;
import io.streamgauge.arrival.PrefillLimit;
import io.streamgauge.plan.LoadPlan.TimeBox;
import io.streamgauge.plan.LoadShape;
import io.streamgauge.plan.WarmupPlan;
import org.jspecify.annotations.Nullable;

/** Turns the options on the warm-up into its plan, noting every contradiction. What is not said is as the run has it, without its ramps. */
final class WarmupReader {
    private final WarmupOptions options;
    private final LoadOptions run;
    private final boolean holdsSessions;
    private final long seed;
    private final PrefillReader prefills;
    private final Problems problems;

    /** @param holdsSessions whether the run is one of sessions */
    WarmupReader(
            WarmupOptions options,
            LoadOptions run,
            boolean holdsSessions,
            long seed,
            PrefillReader prefills,
            Problems problems) {
        this.prefills = prefills;
        this.options = options;
        this.run = run;
        this.holdsSessions = holdsSessions;
        this.seed = seed;
        this.problems = problems;
    }

    /**
     * @param measured what decides when measured requests start
     * @param otherwise requests where nothing says how many
     */
    WarmupPlan plan(LoadShape measured, int otherwise) {
        boolean timed = options.durationNanos != null;
        boolean counted = options.requestCount != null || options.sessions != null;
        int requests = options.requestCount != null ? options.requestCount : counted || timed ? 0 : otherwise;
        problems.addIf(requests < 0, "--warmup-request-count " + requests + ": give 0 or more");
        problems.addIf(
                requests >= WarmupPlan.OPEN_ENDED,
                "--warmup-request-count " + requests + ": give less than " + WarmupPlan.OPEN_ENDED
                        + "; --warmup-duration ends a long warm-up");
        int sessions = options.sessions == null ? 0 : problems.positive("--num-warmup-sessions", options.sessions, 1);
        PrefillLimit prefill = options.prefillConcurrency == null && options.prefillRampNanos == null
                ? new PrefillLimit(run.prefillConcurrency == null ? 0 : Math.max(1, run.prefillConcurrency), 0)
                : prefills.limit("--warmup-prefill-concurrency", options.prefillConcurrency, options.prefillRampNanos);
        contradictions(timed, timed || counted || otherwise > 0);
        LoadShape shape = shape(measured);
        TimeBox timeBox = timed ? timeBox() : TimeBox.NONE;
        if (holdsSessions && sessions > 0) {
            return new WarmupPlan(shape, 0, sessions, prefill, timeBox);
        }
        if (options.requestCount == null && timed) {
            return timed(shape, prefill, timeBox);
        }
        return new WarmupPlan(shape, Math.clamp(requests, 0, WarmupPlan.OPEN_ENDED - 1), 0, prefill, timeBox);
    }

    /** A warm-up that the time alone ends: as many as are due in it, or as many as come. */
    private WarmupPlan timed(LoadShape shape, PrefillLimit prefill, TimeBox timeBox) {
        int most = WarmupPlan.OPEN_ENDED - 1;
        int due = switch (shape) {
            case LoadShape.Open open -> open.due(most, timeBox.durationNanos(), ~seed).length;
            case LoadShape.Series series -> series.due(most, timeBox.durationNanos(), ~seed).length;
            case LoadShape.Closed closed -> 0;
            case LoadShape.Users users -> 0;
            case LoadShape.Fixed fixed -> 0;
        };
        if (due > 0) {
            return new WarmupPlan(shape, holdsSessions ? 0 : due, holdsSessions ? due : 0, prefill, timeBox);
        }
        problems.addIf(
                holdsSessions,
                "--warmup-duration and sessions: how many at most? they are made before the run; give --num-warmup-sessions"
                        + " too, or --warmup-request-rate");
        return new WarmupPlan(shape, WarmupPlan.OPEN_ENDED, 0, prefill, timeBox);
    }

    private void contradictions(boolean timed, boolean isThere) {
        problems.addIf(
                options.requestCount != null && options.sessions != null,
                "--warmup-request-count and --num-warmup-sessions: a warm-up has so many turns or so many sessions; give one");
        problems.addIf(
                options.sessions != null && !holdsSessions,
                "--num-warmup-sessions means nothing without sessions; give --num-sessions, or --warmup-request-count");
        problems.needs("--warmup-duration", timed, "--warmup-grace-period", options.graceNanos);
        String some = "--warmup-request-count or --warmup-duration";
        problems.needs(some, isThere, "--warmup-concurrency", options.concurrency);
        problems.needs(some, isThere, "--warmup-request-rate", options.requestRate);
        problems.needs(some, isThere, "--warmup-prefill-concurrency", options.prefillConcurrency);
        boolean rate = options.requestRate != null || run.requestRate != null || run.requestRateSeries != null;
        problems.needs(
                "--warmup-request-rate or --request-rate",
                rate && isThere,
                "--warmup-arrival-pattern",
                options.distribution);
        problems.needs(
                "--warmup-request-rate or --request-rate",
                isThere && (options.requestRate != null || run.requestRate != null),
                "--warmup-request-rate-ramp",
                options.requestRateRampNanos);
        problems.addIf(
                options.concurrencyRampNanos != null && rate,
                "--warmup-concurrency-ramp and a rate: a rate grows by --warmup-request-rate-ramp; leave it out");
        problems.needs(some, isThere, "--warmup-concurrency-ramp", options.concurrencyRampNanos);
    }

    private TimeBox timeBox() {
        long duration = Problems.orZero(options.durationNanos);
        problems.addIf(duration == 0, "--warmup-duration 0: give a time above 0, or leave it out");
        long grace = options.graceNanos == null ? TimeBox.UNENDING : options.graceNanos;
        problems.addIf(
                duration > TimeBox.UNENDING || grace > TimeBox.UNENDING,
                "--warmup-duration, --warmup-grace-period: longer than one run can be; give less");
        return new TimeBox(Math.max(1, duration), grace);
    }

    private LoadShape shape(LoadShape measured) {
        int concurrency = options.concurrency == null
                ? measured.atOnce()
                : problems.positive("--warmup-concurrency", options.concurrency, 1);
        if (options.requestRate != null) {
            return open(options.requestRate, concurrency);
        }
        return switch (measured) {
            case LoadShape.Open open ->
                options.concurrency == null && options.requestRateRampNanos == null && options.distribution == null
                        ? open.withoutRamp()
                        : open(open.arrival().ratePerSecond(), concurrency);
            case LoadShape.Series series ->
                new LoadShape.Series(
                        series.curve(), options.distribution == null ? series.evenness() : arrival(1), concurrency);
            case LoadShape.Closed closed -> closed(concurrency);
            case LoadShape.Users users -> options.concurrency == null ? users : closed(concurrency);
            case LoadShape.Fixed fixed -> {
                problems.addIf(
                        options.durationNanos != null && options.concurrency == null,
                        "--warmup-duration and a schedule: at what load? give --warmup-concurrency or --warmup-request-rate");
                yield options.concurrency == null ? fixed : closed(concurrency);
            }
        };
    }

    private LoadShape closed(int concurrency) {
        return new LoadShape.Closed(concurrency, Problems.orZero(options.concurrencyRampNanos));
    }

    private LoadShape open(double rate, int maxInFlight) {
        boolean usable = rate > 0 && rate <= 1e9;
        problems.addIf(!usable, "--warmup-request-rate " + rate + ": give requests a second, above 0");
        return new LoadShape.Open(
                arrival(usable ? rate : 1), maxInFlight, Problems.orZero(options.requestRateRampNanos));
    }

    private Arrival arrival(double rate) {
        @Nullable String kind = options.distribution == null ? run.distribution : options.distribution;
        boolean drawnAsRun = options.distribution == null || options.distribution.equalsIgnoreCase("gamma");
        return new Gaps(kind, drawnAsRun ? run.burstiness : null).arrival(rate, "--warmup-arrival-pattern", problems);
    }
}
