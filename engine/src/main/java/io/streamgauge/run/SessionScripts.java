package io.streamgauge.run;

import java.util.Arrays;
import java.util.List;

/** The different sessions of a phase. Any thread. */
interface SessionScripts {
    int count();

    /** Turns of one. */
    int turns(int session);

    /** Its name, different from all others of the phase. */
    String id(int session);

    SessionScript script(int session);

    /** Turns of each. */
    default int[] turns() {
        int[] turns = new int[count()];
        Arrays.setAll(turns, this::turns);
        return turns;
    }

    /** Sessions that are held in memory. */
    record Held(List<SessionScript> scripts) implements SessionScripts {
        public Held {
            scripts = List.copyOf(scripts);
        }

        @Override
        public int count() {
            return scripts.size();
        }

        @Override
        public int turns(int session) {
            return scripts.get(session).turns().size();
        }

        @Override
        public String id(int session) {
            return scripts.get(session).id();
        }

        @Override
        public SessionScript script(int session) {
            return scripts.get(session);
        }
    }
}
