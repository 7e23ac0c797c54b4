package io.streamgauge.dataset;

import java.util.Arrays;

/** Where rows are in a file, how many turns come before each, and which session it belongs to. */
final class RowPlaces {
    private long[] starts = new long[1024];
    private int[] lengths = new int[1024];
    private int[] indexes = new int[1024];
    /** Of each row its session; once grouped, of each session its first row, and the number of all. */
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
    RowPlaces grouped(int count) {
        int[] firsts = new int[count + 1];
        for (int row = 0; row < size; row++) {
            firsts[sessions[row] + 1]++;
        }
        Arrays.parallelPrefix(firsts, Integer::sum);
        int[] next = firsts.clone();
        var grouped = new RowPlaces();
        grouped.size = size;
        grouped.starts = new long[size];
        grouped.lengths = new int[size];
        grouped.indexes = new int[size];
        grouped.sessions = firsts;
        for (int row = 0; row < size; row++) {
            int place = next[sessions[row]]++;
            grouped.starts[place] = starts[row];
            grouped.lengths[place] = lengths[row];
            grouped.indexes[place] = indexes[row];
        }
        return grouped;
    }

    /** The first row of a session, of those grouped. */
    int first(int session) {
        return sessions[session];
    }

    long start(int row) {
        return starts[row];
    }

    int length(int row) {
        return lengths[row];
    }

    int index(int row) {
        return indexes[row];
    }

    /** Of all rows. */
    long bytes() {
        return Arrays.stream(lengths, 0, size).asLongStream().sum();
    }
}
