package io.streamgauge.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done where the system denies an event; the real library is tried in whole runs. */
class ClientProfilerTest {
    private static final Pattern FILE = Pattern.compile("stop.*,file=([^,]+)");

    @TempDir
    private Path directory;

    private final List<String> commands = new ArrayList<>();

    /** Denies some events and writes a page when it is told to stop, as the library does. */
    private Sampler denying(Set<String> denied) {
        return command -> {
            commands.add(command);
            for (String event : denied) {
                if (command.contains("event=" + event + ",")) {
                    throw new IllegalStateException(event + "\nis forbidden");
                }
            }
            Matcher stop = FILE.matcher(command);
            if (stop.find()) {
                Files.writeString(Path.of(stop.group(1)), "page");
            }
            return "";
        };
    }

    private ClientProfiler profiler(String what, String... denied) {
        return new ClientProfiler(ClientProfile.parse(what), directory, denying(Set.of(denied)));
    }

    @Test
    void takesTheKernelsEventsWhereItMay() throws IOException {
        var profiler = profiler("cpu");
        profiler.start();
        profiler.stop();
        assertThat(commands.getFirst()).contains("event=cpu-clock");
        assertThat(profiler.notes()).containsExactly("client profile: " + directory.resolve("client_cpu.html"));
        assertThat(directory.resolve("client_cpu.html")).hasContent("page");
    }

    @Test
    void namesTheEventItTookInsteadAndWhy() throws IOException {
        var profiler = profiler("cpu", "cpu-clock");
        profiler.start();
        assertThat(commands.getLast()).contains("event=ctimer");
        assertThat(profiler.notes())
                .containsExactly(
                        "client profile: sampled by ctimer, as there is no cpu-clock (cpu-clock is forbidden)");
    }

    @Test
    void givesUpInOneLineWhenNothingIsLeft() {
        var profiler = profiler("cpu", "cpu-clock", "ctimer", "itimer");
        assertThatThrownBy(profiler::start)
                .isInstanceOf(ProfilerException.class)
                .hasMessage("--profile-client cpu: no cpu-clock (cpu-clock is forbidden); "
                        + "no ctimer (ctimer is forbidden); no itimer (itimer is forbidden)");
    }

    @Test
    void writesWhereAFileNameSpeaksTheCommandLanguage() throws IOException {
        Path page = directory.resolve("new").resolve("a,b=%p.html");
        var profiler = profiler("wall=" + page);
        profiler.start();
        profiler.stop();
        assertThat(page).hasContent("page");
    }

    @Test
    void writesNothingWhenItWasNeverStarted() throws IOException {
        profiler("cpu").stop();
        assertThat(commands).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void saysInOneLineThatThisMachineHasNoLibrary() {
        assertThat(Sampler.noLibrary(new UnsatisfiedLinkError("no\nsuch library")))
                .hasMessageContaining(System.getProperty("os.arch"))
                .hasMessageContaining("no such library")
                .hasMessageNotContaining("\n");
    }
}
