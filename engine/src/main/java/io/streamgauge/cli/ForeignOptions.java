package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options of genai-perf and AIPerf that have no meaning here. They are known, so that a command line written for these is answered
 * with the reason and what to do, for all of them at once. A name that the command knows itself is left to it.
 */
final class ForeignOptions {
    private static final String TRITON = "only HTTP APIs are benchmarked here; leave it out";
    private static final String WINDOWS =
            "windows are those of --measurement-interval and --stability-percentage; give these before the --";
    private static final String METRICS =
            "metrics pages are read anyway; --server-metrics-url says which, --server-metrics-interval how often";
    private static final String THREADS = "event loops drive all requests; --loops adds more of them";
    private static final String OWN_NAME = "what follows -- is perf_analyzer's; give the same option before the --";

    private static final Map<String, String> REASONS = reasons();
    private static final Map<String, String> PASSED_THROUGH = passedThrough();

    private ForeignOptions() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        put(reasons, TRITON, "--backend", "--grpc-method");
        put(reasons, "no plots are drawn; records.jsonl holds every token time", "--generate-plots");
        put(
                reasons,
                "genai-perf has it for Triton's own API alone; --force-min-tokens does the same where the server knows min_tokens",
                "--output-tokens-mean-deterministic");
        reasons.putAll(AiperfOptions.reasons());
        return reasons;
    }

    private static Map<String, String> passedThrough() {
        Map<String, String> reasons = new TreeMap<>();
        put(reasons, THREADS, "--max-threads", "--num-threads", "--async", "-a", "--sync");
        put(reasons, WINDOWS, "--measurement-mode", "--measurement-interval", "--stability-percentage", "-p", "-s");
        put(reasons, WINDOWS, "--max-trials", "-r", "--percentile", "--latency-threshold", "-l");
        put(
                reasons,
                TRITON,
                "-i",
                "--service-kind",
                "--shared-memory",
                "--model-repository",
                "--triton-server-directory");
        put(reasons, METRICS, "--collect-metrics", "--metrics-url", "--metrics-interval");
        put(
                reasons,
                OWN_NAME,
                "-v",
                "--verbose",
                "-H",
                "-u",
                "-m",
                "--streaming",
                "--request-count",
                "--warmup-request-count");
        put(reasons, OWN_NAME, "--request-distribution");
        put(reasons, "give --concurrency N before the --", "--concurrency-range");
        put(reasons, "give --request-rate R before the --", "--request-rate-range", "--periodic-concurrency-range");
        return reasons;
    }

    /** @param options names of one option, separated by blanks */
    private static void put(Map<String, String> reasons, String reason, String... options) {
        for (String names : options) {
            reasons.put(names, reason);
        }
    }

    /** Makes the command know the options and take what follows {@code --}. Its help does not show them. */
    static void addTo(CommandSpec command) {
        for (String names : REASONS.keySet()) {
            String[] free = List.of(names.split(" ")).stream()
                    .filter(name -> !command.optionsMap().containsKey(name) && !isOurs(name, command))
                    .toArray(String[]::new);
            if (free.length > 0) {
                command.addOption(OptionSpec.builder(free)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("0..*")
                        .hidden(true)
                        .description("Known for other tools' sake.")
                        .build());
            }
        }
        for (String name : AiperfOptions.idle()) {
            command.addOption(OptionSpec.builder(name)
                    .type(boolean.class)
                    .hidden(true)
                    .description("Known for AIPerf's sake; it is so anyway.")
                    .build());
        }
        for (String name : AiperfOptions.idleWithValue()) {
            command.addOption(OptionSpec.builder(name)
                    .type(String.class)
                    .hidden(true)
                    .description("Known for other tools' sake; without effect.")
                    .build());
        }
        addPositional(command);
    }

    /** Makes the command take what no option takes, to be told with all else that is wrong. */
    static void addPositional(CommandSpec command) {
        command.addPositional(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .index("0..*")
                .arity("0..*")
                .hidden(true)
                .description("Known for other tools' sake.")
                .build());
    }

    /** Whether the command has the option under a name of its own. */
    private static boolean isOurs(String name, CommandSpec command) {
        String ours = OtherNames.ours(name);
        return ours != null && command.optionsMap().containsKey(ours.replaceFirst("=.*", ""));
    }

    /** Why what was given has no meaning here, a line for each; empty when nothing foreign was given. */
    static List<String> problems(ParseResult given) {
        List<String> problems = new ArrayList<>();
        REASONS.forEach((names, reason) -> {
            for (OptionSpec option : given.matchedOptionsSet()) {
                if (option.hidden() && List.of(names.split(" ")).contains(option.longestName())) {
                    problems.add(notSupported(option.longestName(), reason));
                }
            }
        });
        List<String> all = given.originalArgs();
        int end = all.indexOf("--");
        List<String> passed = end < 0 ? List.of() : all.subList(end + 1, all.size());
        for (String argument : passed) {
            if (argument.startsWith("-")) {
                String name = argument.replaceFirst("=.*", "");
                problems.add(notSupported(
                        "-- " + name,
                        PASSED_THROUGH.getOrDefault(name, "there is no perf_analyzer to pass it to; leave it out")));
            }
        }
        List<String> strays = new ArrayList<>(given.matchedPositionals().isEmpty() ? List.of() : positionals(given));
        passed.forEach(strays::remove);
        if (!strays.isEmpty() && all.contains(AiperfOptions.STREAM)) {
            // Without a value it is the beginning of --streaming.
            problems.add(notSupported(AiperfOptions.STREAM, AiperfOptions.PUSH));
            return problems;
        }
        strays.forEach(stray -> problems.add("'" + stray + "': no option takes it; see 'streamgauge profile --help'"));
        return problems;
    }

    private static List<String> positionals(ParseResult given) {
        return given.matchedPositionals().stream()
                .flatMap(positional -> positional.originalStringValues().stream())
                .distinct()
                .toList();
    }

    private static String notSupported(String option, String reason) {
        return option + " is not supported: " + reason;
    }
}
