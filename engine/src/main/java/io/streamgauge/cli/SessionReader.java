package io.streamgauge.cli;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.plan.InputPlan;
import io.streamgauge.plan.SessionPlan;
import io.streamgauge.prompt.SessionShape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the options on sessions into their plan, noting every contradiction. */
final class SessionReader {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Longer than any run, and short enough to be added to a moment. */
    private static final double MOST_MILLIS = 1e11;

    private static final double MOST_TURNS = 1e6;

    private final SessionOptions options;
    private final Problems problems;

    SessionReader(SessionOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    /** Whether any of them asks for sessions; genai-perf writes 0 for none. */
    private boolean isAsked() {
        return (options.count != null && options.count != 0)
                || options.concurrency != null
                || options.turnsMean != null
                || options.turnsStddev != null
                || options.delayMeanMillis != null
                || options.delayStddevMillis != null
                || options.delayRatio != null
                || options.delayCapSeconds != null;
    }

    /**
     * The sessions asked for, their number as it was given; null where requests stand alone.
     *
     * @param fromFile whether the input file holds them
     */
    @Nullable
    SessionPlan plan(boolean fromFile) {
        if (!isAsked() && !fromFile) {
            return null;
        }
        boolean shaped = options.turnsMean != null
                || options.turnsStddev != null
                || options.delayMeanMillis != null
                || options.delayStddevMillis != null;
        problems.addIf(
                fromFile && shaped,
                "--session-turns-mean, --session-turn-delay-mean and their kin, and an --input-file of sessions: these have the"
                        + " turns and delays they have; --session-delay-ratio stretches delays");
        int count = options.count == null ? 0 : options.count;
        problems.addIf(count < 0, "--num-sessions " + count + ": give 1 or more");
        if (options.concurrency != null) {
            problems.positive("--session-concurrency", options.concurrency, 1);
        }
        double turns = within("--session-turns-mean", options.turnsMean, 1, 1, MOST_TURNS);
        double delayRatio = within("--session-delay-ratio", options.delayRatio, 1, 0, 1e6);
        SessionShape shape = new SessionShape(
                turns,
                within("--session-turns-stddev", options.turnsStddev, 0, 0, MOST_TURNS),
                NANOS_PER_MILLI * within("--session-turn-delay-mean", options.delayMeanMillis, 0, 0, MOST_MILLIS),
                NANOS_PER_MILLI * within("--session-turn-delay-stddev", options.delayStddevMillis, 0, 0, MOST_MILLIS),
                delayRatio,
                options.delayCapSeconds == null
                        ? Double.POSITIVE_INFINITY
                        : NANOS_PER_SECOND
                                * within("--inter-turn-delay-cap-seconds", options.delayCapSeconds, 0, 0, MOST_MILLIS));
        return new SessionPlan(Math.max(0, count), shape);
    }

    private double within(String option, @Nullable Double given, double otherwise, double least, double most) {
        double value = given == null ? otherwise : given;
        boolean usable = value >= least && value <= most;
        problems.addIf(
                !usable,
                option + " " + value + ": give "
                        + (value > most ? "less" : least == 0 ? "0 or more" : "at least " + (long) least));
        return usable ? value : otherwise;
    }

    /** Notes what sessions cannot be had with. */
    void check(ProfileOptions all, Optional<Endpoint> endpoint, InputPlan input, boolean fromFile) {
        String file = all.file.inputFile;
        problems.addIf(
                file != null && !fromFile,
                "--num-sessions and the other options on sessions, and --input-file " + file
                        + ": its first line has no session_id; give each line one, or leave these options out");
        problems.addIf(
                file != null && !all.file.order.equals("sequential"),
                "--file-order " + all.file.order
                        + " and sessions: the turns of a session have their order; leave it out");
        endpoint.filter(api -> !api.sendsMessages())
                .ifPresent(api -> problems.add("--num-sessions and the other options on sessions: --endpoint-type "
                        + api.name() + " has no conversations; use chat, responses, messages or ollama"));
        problems.addIf(
                all.load.requestCount != null,
                "--request-count and sessions: a run is as long as its sessions; give --num-sessions");
        if (all.load.userCentricRate != null) {
            checkUsers(all.load.numUsers);
        }
        problems.addIf(
                all.input.textBatch != null && all.input.textBatch > 1,
                "--batch-size-text and sessions: a turn has one text; leave it out");
        problems.addIf(
                !input.media().isNothing(),
                "images, sounds or videos and sessions: turns are of text; leave the --image, --audio and --video options out, and with"
                        + " --endpoint-type multimodal give --batch-size-image 0");
    }

    /** Users have their own pace, and each holds one session at any time. */
    private void checkUsers(@Nullable Integer users) {
        boolean delays = options.delayMeanMillis != null
                || options.delayStddevMillis != null
                || options.delayRatio != null
                || options.delayCapSeconds != null;
        problems.addIf(
                delays,
                "--session-turn-delay-mean and its kin, and --user-centric-rate: a user's next turn is due a gap of"
                        + " --num-users / --user-centric-rate seconds after the last; leave the delays out");
        problems.addIf(
                options.concurrency != null,
                "--session-concurrency and --user-centric-rate: each of --num-users holds a session; leave it out");
        boolean few = options.count != null && options.count > 0 && users != null && options.count < users;
        problems.addIf(
                few,
                "--num-sessions " + options.count + " and --num-users " + users
                        + ": each user holds a session; give as many sessions as users, or more");
    }
}
