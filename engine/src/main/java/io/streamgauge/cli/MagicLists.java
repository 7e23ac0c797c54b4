package io.streamgauge.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.Stack;
import org.jspecify.annotations.Nullable;

/**
 * Lists of values where an option takes one, as AIPerf has them: {@code --concurrency 1,8 --isl 128,512} is a sweep over both. A
 * {@code profile} with such a list, or with what only {@code analyze} knows, is meant as one.
 */
final class MagicLists {
    /** Options of {@code analyze}, by their names here and in AIPerf, that mean a sweep wherever they are. */
    static final Set<String> ONLY_OF_A_SWEEP = Set.of(
            "--sweep-type",
            "--sweep-list",
            "--sweep-range",
            "--sweep-step",
            "--rate-sweep",
            "--rate-sweep-spacing",
            "--max-sweep-runs",
            "--sweep-cooldown",
            "--parameter-sweep-cooldown-seconds",
            "--vary-seed-per-point",
            "--no-parameter-sweep-same-seed",
            "--search",
            "--slo",
            "--search-sla",
            "--min-good-share",
            "--search-tolerance",
            "--refine-knee",
            "--search-planner",
            "--search-space",
            "--search-metric",
            "--search-stat",
            "--search-direction",
            "--search-max-iterations",
            "--search-initial-points",
            "--search-random-seed",
            "--search-min-gain",
            "--search-sla-tier",
            "--optuna-sampler",
            "--optuna-acquisition",
            "--optuna-terminator",
            "--search-recipe",
            "--ttft-sla-ms",
            "--itl-sla-ms",
            "--tpot-sla-ms",
            "--e2e-sla-ms",
            "--error-rate-sla",
            "--slo-attainment-fraction",
            "--search-style",
            "--isl-osl-pairs",
            "--isl-min",
            "--isl-max",
            "--isl-steps",
            "--osl-min",
            "--osl-max",
            "--osl-steps",
            "--concurrency-min",
            "--concurrency-max",
            "--concurrency-steps",
            "--degradation-threshold",
            "--degradation-metric-tag",
            "--degradation-stat");

    /** What a list becomes, for a command that knows it. */
    static final String LIST = "--sweep-list";

    private MagicLists() {}

    /** The command that a command line means: {@code analyze} in place of {@code profile} where it asks for a sweep. */
    static String[] meant(String[] args) {
        if (args.length == 0
                || !args[0].equals("profile")
                || !sweeps(List.of(args).subList(1, args.length))) {
            return args;
        }
        String[] meant = args.clone();
        meant[0] = "analyze";
        return meant;
    }

    /** Whether options ask for a sweep. */
    static boolean sweeps(List<String> options) {
        return !sweptBy(options).isEmpty()
                || options.stream()
                        .takeWhile(option -> !option.equals("--"))
                        .anyMatch(option -> ONLY_OF_A_SWEEP.contains(name(option)));
    }

    /** What options with a list in place of one value vary. */
    static Set<SweepParameter> sweptBy(List<String> options) {
        Set<SweepParameter> swept = EnumSet.noneOf(SweepParameter.class);
        for (int i = 0; i < options.size() && !options.get(i).equals("--"); i++) {
            SweepParameter parameter = SweepParameter.ofOption(ours(name(options.get(i))));
            if (parameter != null
                    && swept(options.get(i), i + 1 < options.size() ? options.get(i + 1) : null) != null) {
                swept.add(parameter);
            }
        }
        return swept;
    }

    /** Puts {@code --sweep-list} or {@code --sweep-range} in place of such options. The top of the stack comes first. */
    @SuppressWarnings({"JdkObsolete", "PMD"}) // the stack is picocli's
    static void rewrite(Stack<String> args) {
        for (int i = args.size() - 1; i >= 0 && !args.get(i).equals("--"); i--) {
            String given = args.get(i);
            String swept = swept(given, i > 0 ? args.get(i - 1) : null);
            if (swept != null) {
                args.set(i, swept);
                if (given.indexOf('=') < 0) {
                    args.remove(--i);
                }
            }
        }
    }

    /** The option as one of a sweep; null where it is none. */
    private static @Nullable String swept(String argument, @Nullable String next) {
        SweepParameter parameter = SweepParameter.ofOption(ours(name(argument)));
        int equals = argument.indexOf('=');
        String value = equals >= 0 ? argument.substring(equals + 1) : next;
        if (parameter == null || value == null || value.startsWith("-")) {
            return null;
        }
        String named = parameter.key() + ":" + value;
        return value.contains(",") ? LIST + "=" + named : value.contains(":") ? "--sweep-range=" + named : null;
    }

    private static String name(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }

    private static String ours(String name) {
        String ours = OtherNames.ours(name);
        return ours == null ? name : ours;
    }
}
