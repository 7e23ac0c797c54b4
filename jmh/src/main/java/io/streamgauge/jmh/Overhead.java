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

/** The short edition of the benchmarks, with a verdict: exits with 1 and the name of the part that broke its bound. */
@Command(
        name = "overhead",
        mixinStandardHelpOptions = true,
        description = "Measures what the client costs per token and compares it to its bounds.")
public final class Overhead implements Callable<Integer> {
    private static final Duration WARMUP = Duration.ofMillis(1500);
    private static final Duration ROUND = Duration.ofMillis(50);
    private static final int ROUNDS = 20;

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

    private Overhead() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Overhead()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        CommandLine command = commandLine();
        if (!(itlMillis > 0)) {
            throw new ParameterException(command, "--itl must be more than 0, was " + itlMillis);
        }
        try (var parts = new Parts()) {
            Verdict verdict = measure(parts.all(), new Stopwatch(WARMUP, ROUND, ROUNDS), itlMillis * 1e6);
            return tell(verdict, command);
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not run as a command");
        }
        return spec.commandLine();
    }

    /** Measures the calibration loop, then each part. */
    static Verdict measure(List<Part> parts, Stopwatch watch, double itlNanos) throws Exception {
        var calibration = new CalibrationBench();
        double calibrationNanos = watch.measure(calibration::hash).nanos();
        var measured = new ArrayList<Measured>();
        for (Part part : parts) {
            measured.add(part.measure(watch));
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
