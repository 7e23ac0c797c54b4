package io.streamgauge.jmh;

import java.util.Arrays;

/** The middle one of a few values. */
final class Median {
    private final double[] values;
    private int size;

    /** @param capacity how many values it takes at most */
    Median(int capacity) {
        values = new double[capacity];
    }

    void add(double value) {
        values[size++] = value;
    }

    double value() {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return size % 2 == 1 ? sorted[size / 2] : (sorted[size / 2 - 1] + sorted[size / 2]) / 2;
    }
}
