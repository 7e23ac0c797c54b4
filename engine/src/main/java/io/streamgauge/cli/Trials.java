package io.streamgauge.cli;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.PooledStatistics;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.PlanException;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.search.Convergence;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The runs of a command, each perhaps made several times over: which options each of them has. */
final class Trials {
    private static final String SEED = "--random-seed";

    private final @Nullable RepeatPlan plan;
    private final long seed;
    private final boolean seeded;
    private final SubRuns first;
    private final SubRuns later;

    /**
     * @param plan null where each is made once
     * @param command whose options, as they were parsed, every run shares
     * @param own which options of {@code profile} runs do not share
     * @param variesSeed whether runs have seeds of their own though none is repeated
     */
    Trials(
            @Nullable RepeatPlan plan,
            ProfileOptions options,
            CommandLine command,
            Predicate<OptionSpec> own,
            boolean variesSeed,
            Environment environment) {
        this.plan = plan;
        this.seed = options.input.randomSeed;
        this.seeded = variesSeed || (plan != null && plan.variesSeed());
        Cooldown cooldown = new Cooldown();
        Predicate<OptionSpec> ours = own.or(option -> isOf(RepeatOptions.class, option))
                .or(option -> seeded && option.longestName().equals(SEED));
        this.first = new SubRuns(options, command, ours, cooldown, environment);
        this.later = plan != null && plan.warmsUpOnce()
                ? new SubRuns(
                        options, command, ours.or(option -> isOf(WarmupOptions.class, option)), cooldown, environment)
                : first;
    }

    /** Whether an option is one of those that a class declares. */
    static boolean isOf(Class<?> declaring, OptionSpec option) {
        Object where = option.userObject();
        return where instanceof Field field
                ? field.getDeclaringClass() == declaring
                : where instanceof OptionIndex.FieldValue value
                        && value.holder().declaring() == declaring;
    }

    /** How often each is made at most. */
    int count() {
        return plan == null ? 1 : plan.runs();
    }

    /**
     * Reads the plans of a run's first and later trials.
     *
     * @param known what is wrong already, to be told with the rest
     * @throws PlanException with all that is wrong
     */
    BenchmarkPlan check(List<String> more, List<String> known) {
        BenchmarkPlan read = first.check(arguments(0, 0, more), known);
        if (count() > 1) {
            later.check(arguments(1, 1, more), List.of());
        }
        return read;
    }

    /**
     * Makes a run, or reads it where it is done.
     *
     * @param trial from 0
     * @param seedShift added to the seed, where runs have seeds of their own
     * @param pauseNanos to wait before it, if another was made before
     */
    SubRuns.Ended run(Path place, int trial, long seedShift, List<String> more, long pauseNanos) {
        return (trial == 0 ? first : later).run(place, arguments(trial, seedShift, more), pauseNanos);
    }

    private List<String> arguments(int trial, long seedShift, List<String> more) {
        List<String> all = new ArrayList<>(more);
        if (trial > 0 && plan != null && plan.warmsUpOnce()) {
            all.add("--warmup-request-count=0");
        }
        if (seeded) {
            all.add(SEED + "=" + (seed + seedShift));
        }
        return (trial == 0 ? first : later).arguments(all);
    }

    /** A run as what ends repeated ones looks at it. */
    Convergence.Run ended(RecordedRun run) {
        Summary summary = run.summary(Definitions.GENAI_PERF);
        Convergence until = plan == null ? null : plan.convergence();
        // Taken now, so that its records need not be held.
        double[] values = until == null
                ? new double[0]
                : Summarizer.values(
                        until.metric(),
                        Summarizer.kept(
                                run.records(),
                                run.manifest()
                                        .summaryOptions(Definitions.GENAI_PERF)
                                        .subject()),
                        Definitions.GENAI_PERF);
        return new Convergence.Run(summary, metric -> values);
    }

    /**
     * Statistics over the requests of several runs, where they were asked for; else null.
     *
     * @param places where runs lie; their records are all held at once
     */
    @Nullable
    PooledStatistics pooled(List<Path> places) {
        if (plan == null || !plan.pools() || places.size() < 2) {
            return null;
        }
        try {
            List<List<RequestRecord>> kept = new ArrayList<>();
            SummaryOptions options = SummaryOptions.ofStreaming();
            for (Path place : places) {
                RecordedRun run = RecordedRun.read(place);
                options = run.manifest().summaryOptions(Definitions.GENAI_PERF);
                kept.add(Summarizer.kept(run.records(), options.subject()));
            }
            return PooledStatistics.of(kept, options);
        } catch (IOException e) {
            throw UserError.failed(Printable.line(String.valueOf(e.getMessage())));
        }
    }

    /** Whether no more trials are needed than these. */
    boolean areEnough(List<Convergence.Run> runs) {
        Convergence until = plan == null ? null : plan.convergence();
        return runs.size() >= count() || (until != null && until.reached(runs));
    }

    /** Says in a line how a run went. */
    void say(String name, Summary summary, boolean before, String more) {
        first.say(name, summary, before, more);
    }
}
