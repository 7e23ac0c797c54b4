package io.streamgauge.profiler;

import java.io.IOException;
import one.profiler.AsyncProfiler;

/** Executes async-profiler's commands, which are its one language. */
@FunctionalInterface
interface Sampler {
    /**
     * Executes one command.
     *
     * @throws IllegalStateException when an event is not to be had here; the message says why
     */
    String execute(String command) throws IOException;

    /**
     * The library out of async-profiler's jar.
     *
     * @throws ProfilerException when the jar has none for this machine
     */
    static Sampler load() {
        try {
            return AsyncProfiler.getInstance()::execute;
        } catch (IllegalStateException | UnsatisfiedLinkError e) {
            throw noLibrary(e);
        }
    }

    static ProfilerException noLibrary(Throwable cause) {
        return new ProfilerException(
                "--profile-client: async-profiler has no library for " + System.getProperty("os.name")
                        + " on " + System.getProperty("os.arch") + " (" + OneLine.of(cause)
                        + "); it has some for Linux on x64 and arm64 and for macOS; --jfr works everywhere");
    }
}
