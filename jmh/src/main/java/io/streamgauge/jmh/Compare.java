package io.streamgauge.jmh;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two results, or two jars, benchmark by benchmark. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares two JMH results (-rf json), or runs two benchmarks.jar in turns (A, B, B, A) and compares those.",
            "Prints candidate/baseline: the ratio of the medians with its 95 %% interval, and of the least."
        })
public final class Compare implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BASELINE", description = "A result file, or a benchmarks.jar.")
    private Path baseline = Path.of("");

    @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Another of the same kind.")
    private Path candidate = Path.of("");

    @Option(
            names = "--fail-above",
            paramLabel = "RATIO",
            description = "Exit with 1 when a benchmark's whole interval is above this.")
    private @Nullable Double failAbove;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "With jars: how often A, B, B, A. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Parameters(
            index = "2..*",
            paramLabel = "JMH",
            description = "With jars: what JMH is given, for example a benchmark's name; options after --.")
    private List<String> jmh = new ArrayList<>();

    Compare() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean jars = isJar(baseline) && isJar(candidate);
        if (!jars && (isJar(baseline) || isJar(candidate))) {
            throw new ComparisonException("one is a jar and the other is not: give two jars or two result files");
        }
        if (!jars && !jmh.isEmpty()) {
            throw new ComparisonException("'" + jmh.getFirst() + "': only jars are run; two result files need no more");
        }
        if (jars) {
            InterleavedRuns runs = new InterleavedRuns(baseline, candidate, rounds, jmh);
            runs.run();
            return tell(runs.baseline(), runs.candidate());
        }
        return tell(ResultFile.read(baseline), ResultFile.read(candidate));
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar") && Files.isRegularFile(file);
    }

    private int tell(ResultFile left, ResultFile right) {
        refuse("machine", left.machine(), right.machine());
        refuse("JMH version", left.jmhVersion(), right.jmhVersion());
        if (left.samples().keySet().stream().noneMatch(right.samples()::containsKey)) {
            throw new ComparisonException(baseline + " and " + candidate
                    + " have no benchmark in common (the first of each: " + left.firstName() + "; " + right.firstName()
                    + "): take both with the same benchmarks and -p");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(left.machine() + "; JMH " + left.jmhVersion() + "; JDK " + left.jdk()
                + (left.jdk().equals(right.jdk()) ? "" : " and " + right.jdk()));
        out.printf(Locale.ROOT, "%-58s %8s %19s %8s%n", "benchmark", "median", "95 % interval", "least");
        boolean failed = false;
        for (String name : left.samples().keySet()) {
            double[] samples = right.samples().get(name);
            if (samples == null) {
                out.println(name + ": only in " + baseline);
                continue;
            }
            if (!Objects.equals(left.units().get(name), right.units().get(name))) {
                throw new ComparisonException(name + " is in " + left.units().get(name) + " in one and in "
                        + right.units().get(name) + " in the other: take both with the same -tu and -bm");
            }
            Ratio ratio = Ratio.of(Objects.requireNonNull(left.samples().get(name)), samples);
            boolean slower = failAbove != null && ratio.low() > failAbove;
            failed |= slower;
            out.printf(
                    Locale.ROOT,
                    "%-58s %8.3f %8.3f … %8.3f %8.3f%s%n",
                    name,
                    ratio.median(),
                    ratio.low(),
                    ratio.high(),
                    ratio.least(),
                    slower ? "  too slow" : ratio.differs() ? "" : "  no difference");
        }
        right.samples().keySet().stream()
                .filter(name -> !left.samples().containsKey(name))
                .forEach(name -> out.println(name + ": only in " + candidate));
        out.flush();
        return failed ? 1 : 0;
    }

    private void refuse(String what, String left, String right) {
        if (!left.equals(right)) {
            throw new ComparisonException(baseline + " and " + candidate + " are of another " + what + " (" + left
                    + "; " + right + "): times of the two say nothing about the code");
        }
    }
}
