package io.streamgauge.run;

import java.util.List;

/** The course of a number for a sparkline. */
final class Past {
    private static final int LENGTH = 120;

    private Past() {}

    static void add(List<Double> past, double value) {
        past.add(value);
        if (past.size() > LENGTH) {
            past.removeFirst();
        }
    }
}
