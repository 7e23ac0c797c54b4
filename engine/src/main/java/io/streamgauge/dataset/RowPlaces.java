package io.streamgauge.dataset;

import java.util.Arrays;

/** Gathers where rows are in a file, how many turns come before each, and which session it belongs to. */
final class RowPlaces {
    private long[] starts = new long[1024];
    private int[] lengths = new int[1024];
    private int[] indexes = new int[1024];
    private int[] sessions = new int[1024];
    private int size;

    void add(long start, int length, int index, int session) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
            indexes = Arrays.copyOf(indexes, size * 2);
            sessions = Arrays.copyOf(sessions, size * 2);
        }
        starts[size] = start;
        lengths[size] = length;
        indexes[size] = index;
        sessions[size] = session;
        size++;
    }

    /** The same with the rows of each session together, in their order. */
    SessionRows grouped(int count) {
        int[] firsts = new int[count + 1];
        for (int row = 0; row < size; row++) {
            firsts[sessions[row] + 1]++;
        }
        Arrays.parallelPrefix(firsts, Integer::sum);
        int[] next = firsts.clone();
        var grouped = new SessionRows(firsts, new long[size], new int[size], new int[size]);
        for (int row = 0; row < size; row++) {
            int place = next[sessions[row]]++;
            grouped.starts()[place] = starts[row];
            grouped.lengths()[place] = lengths[row];
            grouped.indexes()[place] = indexes[row];
        }
        return grouped;
    }
}
