package io.streamgauge.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class CompareTest {
    private static final String MACHINE = "a processor, 2 processors, 8.0 GB, Linux 6";

    @TempDir
    private Path directory;

    private String result(String name, String jmh, String machine, String benchmark, String samples)
            throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, """
                [{"jmhVersion":"%s","benchmark":"io.streamgauge.%s","mode":"avgt","jdkVersion":"25",
                  "params":{"size":"7"},
                  "primaryMetric":{"score":1,"scoreUnit":"ns/op","rawData":[%s]}}]
                """.formatted(jmh, benchmark, samples));
        if (!machine.isEmpty()) {
            ResultFile.sign(file, machine);
        }
        return file.toString();
    }

    private record Said(int code, String out, String err) {}

    private static Said compare(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var command = new Compare();
        var line = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
            err.write(String.valueOf(exception.getMessage()));
            return exception instanceof ComparisonException ? 2 : 1;
        });
        int code = line.execute(args);
        return new Said(code, out.toString(), err.toString());
    }

    @Test
    void tellsHowMuchSlowerForCertain() throws IOException {
        String left = result("a.json", "1.37", MACHINE, "sse.FinderBench.finder", "[100,102,101],[99,100,103]");
        String right = result("b.json", "1.37", MACHINE, "sse.FinderBench.finder", "[200,204,202],[198,200,206]");
        Said said = compare(left, right);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains(MACHINE, "FinderBench.finder(size=7)", "2.000");
        assertThat(compare("--fail-above", "1.5", left, right).code()).isEqualTo(1);
        assertThat(compare("--fail-above", "2.5", left, right).code()).isZero();
        assertThat(compare("--fail-above", "1.5", right, left).code()).isZero();
    }

    @Test
    void saysWhenNothingIsCertain() throws IOException {
        String left = result("a.json", "1.37", MACHINE, "sse.FinderBench.finder", "[100,140,90],[120,95,130]");
        String right = result("b.json", "1.37", MACHINE, "sse.FinderBench.finder", "[98,139,93],[118,97,133]");
        assertThat(compare(left, right).out()).contains("no difference");
    }

    @Test
    void namesBenchmarksThatOnlyOneHas() throws IOException {
        String both = result("common.json", "1.37", MACHINE, "sse.SseScanBench.scan", "[1]");
        String left = joined("l.json", both, result("a.json", "1.37", MACHINE, "sse.FinderBench.finder", "[1]"));
        String right = joined("r.json", both, result("b.json", "1.37", MACHINE, "sse.FinderBench.other", "[1]"));
        assertThat(compare(left, right).out())
                .contains("FinderBench.finder(size=7): only in " + left, "FinderBench.other(size=7): only in " + right);
    }

    private String joined(String name, String... files) throws IOException {
        var all = JsonMapper.shared().createArrayNode();
        for (String file : files) {
            JsonMapper.shared().readTree(Files.readAllBytes(Path.of(file))).forEach(all::add);
        }
        return Files.writeString(directory.resolve(name), all.toString()).toString();
    }

    @Test
    void refusesResultsWithoutACommonBenchmarkInOneLine() throws IOException {
        String left = result("a.json", "1.37", MACHINE, "sse.FinderBench.finder", "[1]");
        Said said = compare(left, result("b.json", "1.37", MACHINE, "sse.SseScanBench.scan", "[1]"));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("no benchmark in common", "FinderBench.finder(size=7)", "SseScanBench.scan(size=7)")
                .doesNotContain("\n");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void refusesAnotherMachineAndAnotherJmhInOneLine() throws IOException {
        String left = result("a.json", "1.37", MACHINE, "sse.FinderBench.finder", "[1]");
        Said machine = compare(left, result("b.json", "1.37", "another", "sse.FinderBench.finder", "[1]"));
        assertThat(machine.code()).isEqualTo(2);
        assertThat(machine.err()).contains("another machine", MACHINE).doesNotContain("\n");
        Said jmh = compare(left, result("c.json", "1.36", MACHINE, "sse.FinderBench.finder", "[1]"));
        assertThat(jmh.code()).isEqualTo(2);
        assertThat(jmh.err()).contains("JMH version", "1.36").doesNotContain("\n");
    }

    @Test
    void refusesWhatIsNoResultInOneLine() throws IOException {
        String good = result("a.json", "1.37", MACHINE, "sse.FinderBench.finder", "[1]");
        Path bad = Files.writeString(directory.resolve("bad.json"), "{\n");
        Path jar = Files.writeString(directory.resolve("b.jar"), "");
        String unsigned = result("u.json", "1.37", "", "sse.FinderBench.finder", "[1]");
        for (String other : List.of(
                bad.toString(),
                jar.toString(),
                unsigned,
                directory.resolve("none").toString())) {
            Said said = compare(good, other);
            assertThat(said.code()).as(other).isEqualTo(2);
            assertThat(said.err()).as(other).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void runsJarsWithOneForkAndAResultFile() {
        var runs = new InterleavedRuns(Path.of("a.jar"), Path.of("b.jar"), 1, List.of("Finder", "-wi", "1"));
        assertThat(runs.command(Path.of("a.jar"), Path.of("r.json")))
                .containsSubsequence("-jar", "a.jar", "-f", "1", "-rf", "json", "-rff", "r.json", "Finder", "-wi", "1");
    }

    @Test
    void saysWhyAJarGaveNoResult() {
        var runs = new InterleavedRuns(Path.of("none.jar"), Path.of("none.jar"), 1, List.of("Finder"));
        assertThatThrownBy(runs::run)
                .isInstanceOf(ComparisonException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("Unable to access jarfile")
                .hasMessageEndingWith("by hand with Finder");
    }
}
