package io.streamgauge.profiler;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.record.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches the client through a run: told of each phase, it profiles the measured one and records all of them, as asked.
 * What cannot be written becomes a trouble and never ends the run. One thread.
 */
public final class ClientWatch implements AutoCloseable {
    private final @Nullable ClientProfiler profiler;
    private final @Nullable FlightRecording recording;
    private final @Nullable FlightEvents flights;
    private final List<String> notes = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    private ClientWatch(@Nullable ClientProfiler profiler, @Nullable FlightRecording recording) {
        this.profiler = profiler;
        this.recording = recording;
        this.flights = recording == null ? null : new FlightEvents();
    }

    /** Watches nothing. */
    public static ClientWatch none() {
        return new ClientWatch(null, null);
    }

    /**
     * Gets ready to watch; nothing is sampled or written yet.
     *
     * @param profile the profile asked for, if any
     * @param jfr the file for a recording, if one was asked for
     * @param results directory of the results, for a profile that was given no file
     * @throws ProfilerException when that cannot be had here
     */
    public static ClientWatch open(@Nullable ClientProfile profile, @Nullable Path jfr, Path results, Clock clock) {
        refuseDirectory("--profile-client", profile == null ? null : profile.file());
        refuseDirectory("--jfr", jfr);
        return new ClientWatch(
                profile == null ? null : new ClientProfiler(profile, results, Sampler.load()),
                jfr == null ? null : new FlightRecording(jfr, clock));
    }

    private static void refuseDirectory(String option, @Nullable Path file) {
        if (file != null && Files.isDirectory(file)) {
            throw new ProfilerException(option + " " + file + ": that is a directory; name a file in it");
        }
    }

    /** A phase begins; nothing of it has been sent. */
    public void begins(Phase phase, List<HttpLoop> loops) {
        if (recording != null) {
            attempt("the flight recording", () -> recording.begin(phase, loops));
        }
        if (profiler != null && phase == Phase.MEASURE) {
            attempt("the client's profile", profiler::start);
        }
    }

    /** The phase is over; all of its answers are in. */
    public void ends(Phase phase) {
        if (profiler != null && phase == Phase.MEASURE) {
            int before = troubles.size();
            attempt("the client's profile", profiler::stop);
            notes.addAll(profiler.notes());
            if (troubles.size() == before && !profiler.notes().isEmpty()) {
                files.put("client_profile", profiler.page());
            }
        }
        if (recording != null) {
            recording.end();
        }
    }

    /** Whom to tell of each request; null when nobody wants to know. */
    public @Nullable FlightEvents flights() {
        return flights;
    }

    /** What was written where, a line each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** What was asked for and could not be had, a line each. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** The files written, by what they are. */
    public Map<String, Path> files() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        if (recording != null) {
            int before = troubles.size();
            attempt("the flight recording", recording::close);
            if (troubles.size() == before) {
                notes.add("flight recording: " + recording.file());
                files.put("flight_recording", recording.file());
            }
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(String what, Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            troubles.add(what + ": " + OneLine.of(e));
        } catch (ProfilerException e) {
            troubles.add(String.valueOf(e.getMessage()));
        }
    }
}
