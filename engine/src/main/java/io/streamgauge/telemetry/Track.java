package io.streamgauge.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * A value over time in bounded memory: when it is full, every second point goes and from then on only every second comes in.
 * One thread.
 */
final class Track {
    static final int MOST_POINTS = 4096;

    private final List<Long> atNanos = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private int stride = 1;
    private int sinceKept;

    void add(long at, double value) {
        if (++sinceKept < stride) {
            return;
        }
        sinceKept = 0;
        atNanos.add(at);
        values.add(value);
        if (values.size() == MOST_POINTS) {
            halve(atNanos);
            halve(values);
            stride *= 2;
        }
    }

    private static <T> void halve(List<T> points) {
        for (int i = 0; i < points.size() / 2; i++) {
            points.set(i, points.get(2 * i));
        }
        points.subList(points.size() / 2, points.size()).clear();
    }

    void clear() {
        atNanos.clear();
        values.clear();
        stride = 1;
        sinceKept = 0;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double[] values() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double first() {
        return values.getFirst();
    }

    double last() {
        return values.getLast();
    }

    ServerLine line(String label, String unit) {
        return new ServerLine(label, unit, atNanos, values);
    }
}
