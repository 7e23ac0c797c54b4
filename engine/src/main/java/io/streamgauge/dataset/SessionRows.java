package io.streamgauge.dataset;

import java.util.Arrays;

/**
 * Where the rows of a file's sessions are, those of one together and in their order.
 *
 * @param firsts of each session its first row, and the number of all rows
 * @param starts of each row where it begins in the file
 * @param lengths of each row its bytes
 * @param indexes of each row how many turns come before it in the file
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record SessionRows(int[] firsts, long[] starts, int[] lengths, int[] indexes) {
    int first(int session) {
        return firsts[session];
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
        return Arrays.stream(lengths).asLongStream().sum();
    }
}
