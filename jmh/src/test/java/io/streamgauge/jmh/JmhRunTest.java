package io.streamgauge.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JmhRunTest {
    @Test
    void profilerNeedsNoPath() throws IOException {
        var run = JmhRun.of("Finder", "-prof", "async:event=alloc;output=flamegraph");
        String profiler = run.arguments().get(2);
        assertThat(profiler).matches("async:libPath=[^;]+;event=alloc;output=flamegraph");
        Path library = Path.of(profiler.substring("async:libPath=".length(), profiler.indexOf(';')));
        assertThat(Files.size(library)).isGreaterThan(100_000);
        assertThat(JmhRun.of("-prof", "async").arguments().get(1)).matches("async:libPath=[^;]+");
    }

    @Test
    void leavesOtherProfilersAndAGivenPathAlone() throws IOException {
        assertThat(JmhRun.of("-prof", "gc", "async").arguments()).startsWith("-prof", "gc", "async");
        assertThat(JmhRun.of("-prof", "async:libPath=/x").arguments()).startsWith("-prof", "async:libPath=/x");
    }

    @Test
    void runsWithTheProgramsFlagsUnlessOthersAreGiven() throws IOException {
        assertThat(JmhRun.of("Finder").arguments().getLast()).contains("--enable-native-access", "UseSerialGC");
        assertThat(JmhRun.of("-jvmArgs", "-Xmx1g").arguments()).containsExactly("-jvmArgs", "-Xmx1g");
    }

    @Test
    void knowsWhichFileIsTheResult() throws IOException {
        assertThat(JmhRun.of("-rf", "json", "-rff", "r.json").results()).isEqualTo(Path.of("r.json"));
        assertThat(JmhRun.of("-rf", "json").results()).isEqualTo(Path.of("jmh-result.json"));
        assertThat(JmhRun.of("-rf", "csv").results()).isNull();
    }

    @Test
    void knowsTheLibrarysNames() {
        assertThat(ProfilerLibrary.name("Linux", "amd64")).isEqualTo("linux-x64/libasyncProfiler.so");
        assertThat(ProfilerLibrary.name("Linux", "aarch64")).isEqualTo("linux-arm64/libasyncProfiler.so");
        assertThat(ProfilerLibrary.name("Mac OS X", "aarch64")).isEqualTo("macos/libasyncProfiler.so");
    }

    @Test
    void findsTheProcessorsName() {
        assertThat(Machine.model("processor : 0\nmodel name\t: Some Chip @ 3 GHz\n"))
                .isEqualTo("Some Chip @ 3 GHz");
        assertThat(Machine.model("processor : 0\n")).isEqualTo(System.getProperty("os.arch"));
    }
}
