package io.streamgauge.run;

import java.util.List;

/**
 * Where sessions come from.
 *
 * @param isHeld whether all of them are in memory; else they are read as they begin
 * @param shown how many of those measured are shown beside the results
 * @param notes what a reader of the results should know
 * @param closing lets go of what they are read from
 */
record SessionSource(
        SessionScripts warmup,
        SessionScripts measured,
        boolean isHeld,
        int shown,
        List<String> notes,
        Runnable closing) {
    SessionSource {
        notes = List.copyOf(notes);
    }

    /** Sessions that are held in memory. */
    static SessionSource held(List<SessionScript> warmup, List<SessionScript> measured) {
        return new SessionSource(
                new SessionScripts.Held(warmup),
                new SessionScripts.Held(measured),
                true,
                measured.size(),
                List.of(),
                () -> {});
    }

    void close() {
        closing.run();
    }
}
