package io.streamgauge.run;

import io.streamgauge.record.Phase;
import java.util.function.Supplier;

/** Is told what a run does while it does it. Called on the thread that runs the benchmark. */
public interface Progress {
    /** Something worth knowing even to a user who asked for no details; one line. */
    void note(String line);

    /** A step has been done; one line for users who want to follow, made only for them. */
    void step(Supplier<String> line);

    /**
     * Requests of a phase start now.
     *
     * @param count how many there will be; 0 when it is the time that ends the phase
     * @param live tells how far it is; of the same run it is always the same
     */
    void phase(Phase phase, int count, LiveSource live);

    /** No requests are in flight any more. */
    void over();
}
