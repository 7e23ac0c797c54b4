package io.streamgauge.dataset;

import java.util.List;

/**
 * What a first reading found of a file's sessions.
 *
 * @param rows where the rows of each are
 * @param ids the name of each
 * @param turns of each how many
 * @param began when the first turn of each came in the trace, or {@link Entry#ABSENT}
 * @param skipped rows left out because they made no sense
 * @param leftOut rows left out because they were longer than the trace's shape allows
 * @param hasTimes whether any turn says when it was sent
 * @param hasDelays whether any user thinks before a turn
 * @param branches whether any session has turns beside each other
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record SessionsFound(
        SessionRows rows,
        List<String> ids,
        int[] turns,
        long[] began,
        long skipped,
        long leftOut,
        boolean hasTimes,
        boolean hasDelays,
        boolean branches) {
    SessionsFound {
        ids = List.copyOf(ids);
    }

    /** Whether turns of a session are beside each other. */
    static boolean branch(List<Entry> entries) {
        for (int place = 0; place < entries.size(); place++) {
            var follows = entries.get(place).follows();
            if (follows != null && !follows.isInLine(place)) {
                return true;
            }
        }
        return false;
    }
}
