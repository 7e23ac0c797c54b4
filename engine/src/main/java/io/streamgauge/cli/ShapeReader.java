package io.streamgauge.cli;

import io.streamgauge.arrival.Arrival;
import io.streamgauge.arrival.DueTimes;
import io.streamgauge.arrival.RateCurve;
import io.streamgauge.arrival.Replay;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import io.streamgauge.plan.FilePlan;
import io.streamgauge.plan.LoadShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what decides when a request starts, noting every contradiction. What is wrong is replaced, so that reading can go on. */
final class ShapeReader {
    /** AIPerf's name for a closed loop. */
    private static final String BURST = "concurrency_burst";

    private final LoadOptions options;
    private final int defaultConcurrency;
    private final @Nullable Integer sessionConcurrency;
    private final @Nullable FilePlan input;
    private final boolean holdsSessions;
    private final Problems problems;

    /**
     * @param sessionConcurrency what is in flight at once, or at most, where it was said so; null where it was not
     * @param input the file that requests come from; null where they are made
     * @param holdsSessions whether it holds sessions
     */
    ShapeReader(
            LoadOptions options,
            int defaultConcurrency,
            @Nullable Integer sessionConcurrency,
            @Nullable FilePlan input,
            boolean holdsSessions,
            Problems problems) {
        this.input = input;
        this.holdsSessions = holdsSessions;
        this.sessionConcurrency = sessionConcurrency;
        this.options = options;
        this.defaultConcurrency = defaultConcurrency;
        this.problems = problems;
    }

    LoadShape shape() {
        contradictions();
        if (options.userCentricRate != null) {
            return users(options.userCentricRate);
        }
        if (options.requestRateSeries != null) {
            Path file = options.requestRateSeries;
            RateCurve curve = problems.note(() -> RateFile.read(file))
                    .orElseGet(() -> new RateCurve(new long[] {0}, new double[] {1}));
            return new LoadShape.Series(curve, arrival(1), maxInFlight());
        }
        Path schedule = scheduleFile();
        if (schedule != null) {
            boolean ofInput = input != null && schedule.equals(input.path());
            Replay replay = replay();
            Optional<ScheduleFile> read = problems.note(() -> ScheduleFile.read(
                    schedule,
                    replay,
                    ofInput && input != null ? input.options().format() : null,
                    ofInput && holdsSessions,
                    ofInput && input != null ? input.options().shape().mostInput() : 0));
            return new LoadShape.Fixed(
                    read.map(ScheduleFile::times).orElseGet(() -> DueTimes.of(0)),
                    maxInFlight(),
                    ofInput ? read.map(ScheduleFile::replay).orElse(replay) : null);
        }
        return options.requestRate == null ? closed() : open(options.requestRate);
    }

    /** The file of recorded moments; null where there is none. */
    private @Nullable Path scheduleFile() {
        return options.fixedSchedule && input != null ? input.path() : options.scheduleFile;
    }

    private void contradictions() {
        boolean rate = options.requestRate != null;
        boolean open = rate || options.requestRateSeries != null;
        List<String> ways = new ArrayList<>();
        way(ways, "--concurrency", options.concurrency);
        problems.addIf(
                sessionConcurrency != null && (options.concurrency != null || options.maxConcurrency != null),
                "--session-concurrency and --concurrency or --max-concurrency: in a run of sessions they are the same; give one");
        way(ways, "--request-rate", options.requestRate);
        way(ways, "--request-rate-series", options.requestRateSeries);
        way(ways, "--user-centric-rate", options.userCentricRate);
        way(ways, "--schedule-file", options.scheduleFile);
        way(ways, "--fixed-schedule", options.fixedSchedule ? true : null);
        problems.addIf(
                options.fixedSchedule && input == null,
                "--fixed-schedule means nothing without --input-file, whose timestamps it follows; --schedule-file gives"
                        + " moments alone");
        problems.addIf(
                options.scheduleAutoOffset && options.scheduleStartMillis != null,
                "--fixed-schedule-auto-offset and --fixed-schedule-start-offset: a schedule begins at its first moment or"
                        + " at the offset; give one of the two");
        problems.addIf(
                ways.size() > 1,
                String.join(" and ", ways) + ": requests start either when others end or when they are due; "
                        + "give one of these (--max-concurrency limits what a rate has in flight)");
        boolean fixed = options.scheduleFile != null || options.fixedSchedule;
        problems.addIf(
                fixed
                        && input != null
                        && input.options().shape().mostInput() > 0
                        && (options.scheduleFile != null || holdsSessions),
                "--synthesis-max-isl and --schedule-file, or --fixed-schedule of sessions: a moment would be left without its"
                        + " request; take longer ones out of the file");
        problems.addIf(
                fixed
                        && input != null
                        && input.options().mostTokens() > 0
                        && input.options().invalid() == Invalid.SKIP,
                "--fixed-schedule or --schedule-file, --max-input-tokens and --skip-invalid: the moment of a request that is"
                        + " left out would be the next one's; take longer ones out of the file");
        String aSchedule = "--fixed-schedule or --schedule-file";
        problems.needs(aSchedule, fixed, "--fixed-schedule-speed", options.scheduleSpeed);
        problems.needs(aSchedule, fixed, "--fixed-schedule-start-offset", options.scheduleStartMillis);
        problems.needs(aSchedule, fixed, "--fixed-schedule-end-offset", options.scheduleEndMillis);
        problems.needs(aSchedule, fixed, "--fixed-schedule-auto-offset", options.scheduleAutoOffset ? true : null);
        ways.remove("--concurrency");
        problems.addIf(
                !ways.isEmpty() && options.concurrencyRampNanos != null,
                "--concurrency-ramp and " + String.join(" and ", ways)
                        + ": a rate grows by --request-rate-ramp, or as its series says");
        String aRate = "--request-rate or --request-rate-series";
        boolean burst = ways.isEmpty() && BURST.equalsIgnoreCase(options.distribution);
        problems.needs(aRate, open || burst, "--request-distribution", options.distribution);
        problems.needs(aRate, open, "--burstiness", options.burstiness);
        problems.needs(aRate + " or " + aSchedule, open || fixed, "--max-concurrency", options.maxConcurrency);
        problems.needs("--request-rate", rate, "--request-rate-ramp", options.requestRateRampNanos);
        boolean users = options.userCentricRate != null;
        problems.needs("--user-centric-rate", users, "--num-users", options.numUsers);
        problems.needs("--num-users", options.numUsers != null, "--user-centric-rate", options.userCentricRate);
    }

    private static void way(List<String> ways, String option, @Nullable Object given) {
        if (given != null) {
            ways.add(option);
        }
    }

    private Replay replay() {
        double speed = options.scheduleSpeed == null ? 1 : options.scheduleSpeed;
        boolean usable = speed > 0 && speed <= 1e9;
        problems.addIf(!usable, "--fixed-schedule-speed " + speed + ": give a number above 0");
        double from = options.scheduleStartMillis == null ? 0 : options.scheduleStartMillis;
        double to = options.scheduleEndMillis == null ? Double.MAX_VALUE : options.scheduleEndMillis;
        boolean ordered = from >= 0 && to > from;
        problems.addIf(
                !ordered,
                "--fixed-schedule-start-offset, --fixed-schedule-end-offset: give 0 or more, and an end after the start");
        // A double beyond the range of a long becomes the largest long.
        return ordered ? new Replay(usable ? speed : 1, (long) (from * 1e6), (long) (to * 1e6)) : Replay.ALL;
    }

    private LoadShape users(double rate) {
        boolean usable = rate > 0 && rate <= 1e9;
        problems.addIf(!usable, "--user-centric-rate " + rate + ": give requests a second, above 0");
        return new LoadShape.Users(usable ? rate : 1, problems.positive("--num-users", options.numUsers, 1));
    }

    private int maxInFlight() {
        if (sessionConcurrency != null) {
            return Math.max(1, sessionConcurrency);
        }
        return options.maxConcurrency == null ? 0 : problems.positive("--max-concurrency", options.maxConcurrency, 1);
    }

    private LoadShape closed() {
        int concurrency = sessionConcurrency != null
                ? Math.max(1, sessionConcurrency)
                : problems.positive("--concurrency", concurrency(), defaultConcurrency);
        return new LoadShape.Closed(concurrency, Problems.orZero(options.concurrencyRampNanos));
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
        return new LoadShape.Open(
                arrival(usable ? rate : 1), maxInFlight(), Problems.orZero(options.requestRateRampNanos));
    }

    private Arrival arrival(double rate) {
        return new Gaps(options.distribution, options.burstiness).arrival(rate, "--request-distribution", problems);
    }
}
