package io.streamgauge.jmh;

import io.streamgauge.jmh.Part.Measured;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The short edition of the benchmarks, with a verdict: exits with 1 and the name of each part that broke its bound. */
@Command(
        name = "overhead",
        mixinStandardHelpOptions = true,
        description = "Measures what the client costs per token and compares it to its bounds.")
public final class Overhead implements Callable<Integer> {
    private static final Duration WARMUP = Duration.ofMillis(1500);
    private static final Duration ROUND = Duration.ofMillis(50);
    private static final int ROUNDS = 20;

    private static final int SECOND_LOOKS = 3;

    /** How much slower {@code --slow} makes a part: well above any bound, which are some two times what is usual. */
    private static final int SLOWED_TIMES = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--itl",
            paramLabel = "MS",
            defaultValue = "10",
            description = "Time between two tokens of a server, in milliseconds (default: ${DEFAULT-VALUE}).")
    private double itlMillis;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private @Nullable Path jsonFile;

    @Option(
            names = "--slow",
            paramLabel = "PART",
            hidden = true,
            description = "For tests: do the work of this part many times over, which must break its bound.")
    private @Nullable String slow;

    private final Stopwatch watch;

    Overhead() {
        this(new Stopwatch(WARMUP, ROUND, ROUNDS));
    }

    Overhead(Stopwatch watch) {
        this.watch = watch;
    }

    @Override
    public Integer call() throws Exception {
        CommandLine command = commandLine();
        if (!(itlMillis > 0)) {
            throw new ParameterException(command, "--itl must be more than 0, was " + itlMillis);
        }
        try (var parts = new Parts()) {
            return tell(measure(slowed(parts.all(), command), watch, itlMillis * 1e6), command);
        }
    }

    private List<Part> slowed(List<Part> parts, CommandLine command) {
        if (slow == null) {
            return parts;
        }
        if (parts.stream().noneMatch(part -> part.isNamed(slow))) {
            throw new ParameterException(command, "--slow: there is no part " + slow);
        }
        return parts.stream()
                .map(part -> part.isNamed(slow) ? part.repeated(SLOWED_TIMES) : part)
                .toList();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not run as a command");
        }
        return spec.commandLine();
    }

    /** Measures each part, and before and after each the calibration loop, of which the least counts: a core that speeds up in between would else look like a slow part. */
    static Verdict measure(List<Part> parts, Stopwatch watch, double itlNanos) throws Exception {
        var calibration = new CalibrationBench();
        double calibrationNanos = watch.measure(calibration::hash).nanos();
        var measured = new ArrayList<Measured>();
        for (Part part : parts) {
            Measured cost = part.measure(watch);
            calibrationNanos =
                    Math.min(calibrationNanos, watch.again(calibration::hash).nanos());
            // A busy machine may spoil all rounds of a part: it is slow only if it is so again and again.
            for (int i = 0; i < SECOND_LOOKS && cost.nanos() > part.maxRatio() * calibrationNanos; i++) {
                cost = cost.least(part.measure(watch));
            }
            measured.add(cost);
        }
        return new Verdict(measured, calibrationNanos, itlNanos);
    }

    private int tell(Verdict verdict, CommandLine command) throws IOException {
        PrintWriter out = command.getOut();
        out.print(verdict.table());
        List<String> broken = verdict.broken();
        out.println(broken.isEmpty() ? "every part is within its bound" : "bounds are broken");
        out.flush();
        broken.forEach(command.getErr()::println);
        if (jsonFile != null) {
            Files.writeString(jsonFile, verdict.json().toPrettyString() + "\n");
        }
        return broken.isEmpty() ? 0 : 1;
    }
}
