package io.streamgauge.profiler;

import io.streamgauge.profiler.ClientProfile.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import one.convert.Arguments;
import one.convert.JfrToHeatmap;
import org.jspecify.annotations.Nullable;

/**
 * Samples this process between {@link #start} and {@link #stop} and writes what it saw. One thread.
 *
 * <p>Processor time is sampled by the kernel's perf events, which containers often deny. Then a timer of each thread takes
 * over, which ticks more coarsely and does not see the kernel's own frames; {@link #notes} says so and why.
 */
final class ClientProfiler {
    private static final List<String> CPU_EVENTS = List.of("cpu-clock", "ctimer", "itimer");

    /** Neither the command line nor system properties, where keys may stand: NO_SYSTEM_INFO and NO_SYSTEM_PROPS of async-profiler. */
    private static final int NO_TELLTALES = 3;

    private final ClientProfile profile;
    private final Sampler sampler;
    private final Path page;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Path scratch;

    /** @param results directory for a page that was given no name */
    ClientProfiler(ClientProfile profile, Path results, Sampler sampler) {
        this.profile = profile;
        this.sampler = sampler;
        this.page = profile.page(results);
    }

    /**
     * Begins to sample.
     *
     * @throws ProfilerException when no event of the kind is to be had here
     */
    void start() throws IOException {
        // The command language has commas and percent signs of its own, which a user's file name may hold as well.
        Path folder = Files.createTempDirectory("streamgauge");
        scratch = folder;
        switch (profile.event()) {
            case CPU -> startCpu("start,threads,event=%s,interval=1ms");
            case HEATMAP ->
                startCpu("start,jfr,jfropts=" + NO_TELLTALES
                        + ",event=%s,interval=1ms,alloc=512k,lock=1ms,wall=10ms,file=" + samples(folder));
            case WALL -> begin("start,threads,event=wall,interval=5ms");
            case ALLOC -> begin("start,threads,event=alloc,alloc=64k");
            case LOCK -> begin("start,threads,event=lock,lock=10us");
        }
    }

    private Path samples(Path folder) {
        return folder.resolve(profile.event() == Event.HEATMAP ? "samples.jfr" : "samples.html");
    }

    private void begin(String command) throws IOException {
        try {
            sampler.execute(command);
        } catch (IllegalStateException e) {
            throw new ProfilerException("--profile-client " + profile.event().word() + ": " + OneLine.of(e));
        }
    }

    private void startCpu(String command) throws IOException {
        List<String> refusals = new ArrayList<>();
        for (String event : CPU_EVENTS) {
            try {
                sampler.execute(String.format(command, event));
                if (!refusals.isEmpty()) {
                    notes.add("client profile: sampled by " + event + ", as there is no "
                            + String.join("; no ", refusals));
                }
                return;
            } catch (IllegalStateException e) {
                refusals.add(event + " (" + OneLine.of(e) + ")");
            }
        }
        throw new ProfilerException(
                "--profile-client " + profile.event().word() + ": no " + String.join("; no ", refusals));
    }

    /** Ends sampling and writes the page; says where in {@link #notes}. */
    void stop() throws IOException {
        Path folder = scratch;
        if (folder == null) {
            return;
        }
        scratch = null;
        Path file = samples(folder);
        String title = "Streamgauge client, " + profile.event().word();
        String options = profile.event() == Event.ALLOC || profile.event() == Event.LOCK ? ",total" : "";
        sampler.execute("stop,threads" + options + ",file=" + file + ",title=" + title.replace(",", ""));
        Path directory = page.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (profile.event() == Event.HEATMAP) {
            Path recording = ClientProfile.recordingBeside(page);
            Files.move(file, recording, StandardCopyOption.REPLACE_EXISTING);
            JfrToHeatmap.convert(recording.toString(), page.toString(), new Arguments("--cpu", "--title", title));
            notes.add("client profile: " + page + ", and " + recording);
        } else {
            Files.move(file, page, StandardCopyOption.REPLACE_EXISTING);
            notes.add("client profile: " + page);
        }
        Files.delete(folder);
    }

    /** Where the page is. */
    Path page() {
        return page;
    }

    /** What was written where, and what was sampled in place of what, a line each. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
