package io.streamgauge.run;

import io.streamgauge.dataset.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what a file says that its run does not follow, so that nobody takes it for followed. One thread writes. */
final class UnusedFields {
    private final boolean timesUnused;
    private volatile boolean sessions;
    private volatile boolean delays;
    private volatile boolean times;

    /** @param timesUnused whether something else than a schedule says when requests are due */
    UnusedFields(boolean timesUnused) {
        this.timesUnused = timesUnused;
    }

    void look(Entry entry) {
        sessions |= entry.session() != null;
        delays |= entry.delayNanos() != Entry.ABSENT;
        times |= timesUnused && entry.atNanos() != Entry.ABSENT;
    }

    /** One line, when there is anything to say. */
    Optional<String> note(Object file) {
        List<String> unused = new ArrayList<>();
        if (sessions) {
            unused.add("session ids");
        }
        if (delays) {
            unused.add("delays");
        }
        if (times) {
            unused.add("timestamps");
        }
        if (unused.isEmpty()) {
            return Optional.empty();
        }
        String what = String.join(", ", unused);
        return Optional.of(file + ": its " + what + " were not followed; each line was a request of its own"
                + (times ? " (--fixed-schedule sends at a file's timestamps)" : ""));
    }
}
