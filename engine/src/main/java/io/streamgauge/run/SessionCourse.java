package io.streamgauge.run;

import io.streamgauge.dataset.Follows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a session is: which of its turns wait for which, and what has been said where they go on. Turns are known by their
 * places. The session's loop asks what follows; what was said belongs to the thread that makes turns.
 */
final class SessionCourse {
    private static final int[] NONE = {};

    private final SessionScript script;
    /** Of each turn how many it still waits for; turns that began have 0. */
    private final int[] missing;
    /** Turns that wait for a turn, behind each other: of turn {@code i} those from {@code firsts[i]} to {@code firsts[i + 1]}. */
    private final int[] waiting;

    private final int[] firsts;
    /** Of each turn how many go on with its conversation. */
    private final int[] continued;
    /** Of these how many have not yet; the maker's. */
    private final int[] untaken;

    private final Map<Integer, SessionHistory> said = new HashMap<>();
    private int open = 1;
    private boolean failed;

    /** @param turns how many are sent, the first ones */
    SessionCourse(SessionScript script, int turns) {
        this.script = script;
        int count = Math.min(turns, script.turns().size());
        this.missing = new int[count];
        this.continued = new int[count];
        this.firsts = new int[count + 1];
        for (int turn = 0; turn < count; turn++) {
            Follows follows = script.turns().get(turn).follows();
            missing[turn] = follows.ended().size();
            follows.ended().forEach(before -> firsts[before + 1]++);
            if (follows.history() != Follows.NOTHING) {
                continued[follows.history()]++;
            }
        }
        this.untaken = continued.clone();
        Arrays.parallelPrefix(firsts, Integer::sum);
        this.waiting = new int[firsts[count]];
        int[] next = firsts.clone();
        for (int turn = 0; turn < count; turn++) {
            for (int before : script.turns().get(turn).follows().ended()) {
                waiting[next[before]++] = turn;
            }
        }
    }

    SessionScript script() {
        return script;
    }

    // ---- the session's loop ----

    /** Turns that begin with the first one. */
    int[] beside() {
        int[] beside = NONE;
        for (int turn = 1; turn < missing.length; turn++) {
            if (missing[turn] == 0) {
                beside = Arrays.copyOf(beside, beside.length + 1);
                beside[beside.length - 1] = turn;
            }
        }
        open += beside.length;
        return beside;
    }

    /** Turns that waited for this one alone, which was answered. */
    int[] answered(int turn) {
        open--;
        int[] ready = NONE;
        for (int i = firsts[turn]; i < firsts[turn + 1]; i++) {
            if (--missing[waiting[i]] == 0 && !failed) {
                ready = Arrays.copyOf(ready, ready.length + 1);
                ready[ready.length - 1] = waiting[i];
            }
        }
        open += ready.length;
        return ready;
    }

    /** A turn failed, or could not be made: nothing of the session follows any more, and what is on its way goes on. */
    void failed() {
        open--;
        failed = true;
    }

    /** Turns that followed and have not ended. */
    int open() {
        return open;
    }

    /** Whether what is answered to a turn is said again. */
    boolean isContinued(int turn) {
        return continued[turn] > 0;
    }

    // ---- the maker's thread ----

    /** What was said with a turn that goes on with a conversation, and goes on itself; null of others. */
    @Nullable
    SessionHistory kept(int turn) {
        return said.get(turn);
    }

    /** What was said with a turn, and answered, where it goes on. */
    void keep(int turn, SessionHistory history) {
        if (isContinued(turn)) {
            said.put(turn, history);
        }
    }

    /** The conversation that a turn goes on with, its own from now on. */
    SessionHistory taken(int turn) {
        int before = script.turns().get(turn).follows().history();
        SessionHistory history = Objects.requireNonNull(said.get(before));
        if (--untaken[before] > 0) {
            return history.copy();
        }
        said.remove(before);
        return history;
    }
}
