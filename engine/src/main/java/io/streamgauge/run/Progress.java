package io.streamgauge.run;

import io.streamgauge.http.HttpLoop;
import io.streamgauge.record.Phase;
import java.util.List;

/** Is told what a run does while it does it. Called on the thread that runs the benchmark. */
public interface Progress {
    /** Something worth knowing even to a user who asked for no details; one line. */
    void note(String line);

    /** A step has been done; one line for users who want to follow. */
    void step(String line);

    /**
     * Requests of a phase start now.
     *
     * @param count how many there will be; 0 when it is the time that ends the phase
     * @param loops the loops that carry them, whose counters may be read from any thread
     */
    void phase(Phase phase, int count, List<HttpLoop> loops);
}
