package io.streamgauge.run;

/** When garbage is collected without being asked for by a full heap. */
public final class Garbage {
    /** Streams at once of which what is left behind is more than a collection is worth. */
    private static final int MANY_STREAMS = 1_000;

    private Garbage() {}

    /** What the start and the warm-up left behind is not to be collected while streams are measured. */
    static void collectBeforeMeasuring() {
        System.gc();
    }

    /** What many streams left behind makes the heap grow in what follows: nothing else collects it before the heap is at its limit. */
    public static void collectAfter(int streams) {
        if (streams >= MANY_STREAMS) {
            System.gc();
        }
    }
}
