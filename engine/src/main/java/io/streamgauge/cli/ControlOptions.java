package io.streamgauge.cli;

import io.streamgauge.plan.ControlPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What servers are told around a run. */
@Command(optionListHeading = "%nWhat the server is told%n")
final class ControlOptions {
    @Option(
            names = "--reset-kv-cache",
            description =
                    "Have each server empty its prefix cache before the run, by a POST; a refusal ends the run before it begins.")
    boolean reset;

    @Option(
            names = "--reset-kv-cache-path",
            paramLabel = "PATH",
            description = "Where. Default: /reset_prefix_cache, vLLM's; SGLang has /flush_cache.")
    @Nullable
    String resetPath;

    @Option(
            names = "--reset-kv-cache-timeout",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "How long it may take; a server that is busy is asked again until then. Default: 30s.")
    @Nullable
    Long resetNanos;

    @Option(
            names = "--server-profiler",
            description =
                    "Start each server's own profiler before the measured phase and stop it after, by POSTs; a failure to stop is told at the end.")
    boolean profiler;

    @Option(names = "--server-profiler-start-path", paramLabel = "PATH", description = "Default: /start_profile.")
    @Nullable
    String startPath;

    @Option(names = "--server-profiler-stop-path", paramLabel = "PATH", description = "Default: /stop_profile.")
    @Nullable
    String stopPath;

    @Option(
            names = "--server-profiler-timeout",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "How long each may take. Default: 30s.")
    @Nullable
    Long profilerNanos;

    ControlPlan plan(Problems problems) {
        problems.needs("--reset-kv-cache", reset, "--reset-kv-cache-path", resetPath);
        problems.needs("--reset-kv-cache", reset, "--reset-kv-cache-timeout", resetNanos);
        problems.needs("--server-profiler", profiler, "--server-profiler-start-path", startPath);
        problems.needs("--server-profiler", profiler, "--server-profiler-stop-path", stopPath);
        problems.needs("--server-profiler", profiler, "--server-profiler-timeout", profilerNanos);
        Reader reader = new Reader(problems);
        return new ControlPlan(
                reset ? reader.order("--reset-kv-cache", resetPath, "-path", "/reset_prefix_cache", resetNanos) : null,
                profiler
                        ? new ControlPlan.Profiler(
                                reader.order(
                                        "--server-profiler", startPath, "-start-path", "/start_profile", profilerNanos),
                                reader.order(
                                        "--server-profiler", stopPath, "-stop-path", "/stop_profile", profilerNanos))
                        : null);
    }

    private record Reader(Problems problems) {
        private static final long TIMEOUT_NANOS = 30_000_000_000L;

        ControlPlan.Order order(
                String option, @Nullable String given, String ending, String otherwise, @Nullable Long nanos) {
            String path = given == null ? otherwise : given;
            problems.addIf(
                    !path.matches("/[!-~]*"),
                    option + ending + " '" + path + "': give a path on the server, such as " + otherwise);
            problems.addIf(nanos != null && nanos <= 0, option + "-timeout: give a time above 0");
            return new ControlPlan.Order(option, path, nanos == null ? TIMEOUT_NANOS : nanos);
        }
    }
}
