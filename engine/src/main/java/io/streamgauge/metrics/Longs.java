package io.streamgauge.metrics;

import java.util.function.LongConsumer;

/** Whole numbers that are made anew each time they are gone through, always the same ones, so that nobody has to hold them. */
public interface Longs {
    /** Hands each of them to {@code action}. */
    void forEach(LongConsumer action);
}
