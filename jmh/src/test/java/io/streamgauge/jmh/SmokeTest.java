package io.streamgauge.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH itself runs every benchmark once: what the generated code needs is there, set-up and tear-down work, nothing throws. */
class SmokeTest {
    @TempDir
    private Path directory;

    @Test
    void everyBenchmarkRuns() throws Exception {
        var options = new OptionsBuilder()
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                // Everywhere to be had; the others are tried where they are.
                .param("transport", "nio")
                .output(directory.resolve("log.txt").toString())
                .build();
        Set<String> run = new Runner(options)
                .run().stream().map(result -> result.getParams().getBenchmark()).collect(Collectors.toSet());
        Set<String> known = BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), java.util.List.of())
                .stream()
                .map(entry -> entry.getUsername())
                .collect(Collectors.toSet());
        assertThat(known).hasSizeGreaterThan(30);
        assertThat(run).isEqualTo(known);
    }
}
