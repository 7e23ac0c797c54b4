package io.streamgauge.profiler;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.record.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** A JFR recording of the run with the JDK's default events and our own. One thread. */
final class FlightRecording {
    /** Events with command lines and environments in them, where keys may stand. */
    private static final List<String> TELLTALES = List.of(
            "jdk.JVMInformation",
            "jdk.InitialEnvironmentVariable",
            "jdk.InitialSystemProperty",
            "jdk.SystemProcess",
            "jdk.ProcessStart");

    private final Path file;
    private final Clock clock;
    private final List<LoopLagProbe> lags = new ArrayList<>();
    private @Nullable PauseProbe pauses;
    private @Nullable Recording recording;
    private PhaseEvent phaseEvent = new PhaseEvent();

    FlightRecording(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    void begin(Phase phase, List<HttpLoop> loops) throws IOException {
        if (recording == null) {
            start(loops);
        }
        phaseEvent = new PhaseEvent();
        phaseEvent.phase = phase.name().toLowerCase(Locale.ROOT);
        phaseEvent.begin();
    }

    private void start(List<HttpLoop> loops) throws IOException {
        try {
            Recording started = new Recording(Configuration.getConfiguration("default"));
            started.setName("streamgauge");
            TELLTALES.forEach(started::disable);
            started.start();
            recording = started;
        } catch (ParseException e) {
            throw new IOException("the JDK's own recording settings cannot be read", e);
        }
        for (HttpLoop loop : loops) {
            LoopLagProbe probe = new LoopLagProbe(loop, lags.size(), clock);
            lags.add(probe);
            probe.start();
        }
        PauseProbe probe = new PauseProbe(clock);
        probe.start();
        pauses = probe;
    }

    void end() {
        phaseEvent.commit();
    }

    /** Ends the recording and writes it, if it was ever begun. */
    void close() throws IOException {
        lags.forEach(LoopLagProbe::stop);
        PauseProbe probe = pauses;
        if (probe != null) {
            probe.stop();
        }
        Recording started = recording;
        recording = null;
        if (started == null) {
            return;
        }
        try (started) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            started.stop();
            started.dump(file);
        }
    }

    Path file() {
        return file;
    }
}
