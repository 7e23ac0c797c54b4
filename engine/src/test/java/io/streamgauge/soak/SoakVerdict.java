package io.streamgauge.soak;

import java.util.List;

/** What a soak showed of the client's memory, files and threads. */
enum SoakVerdict {
    HELD(0, "The soak held."),
    GREW(1, "THE SOAK DID NOT HOLD: the client grew, or the run failed."),
    TOO_SHORT(
            2, "Too short to judge: the load was not level for long enough. Give it more seconds, or shorter answers.");

    /** Parts of a run of equal length, for each of which vitals are a mean. */
    static final int SLICES = 12;

    /** All is warm by then. */
    private static final int EARLY = SLICES / 3;
    /** The last one has the end in it. */
    private static final int LATE = SLICES - 2;

    final int exitCode;
    final String words;

    SoakVerdict(int exitCode, String words) {
        this.exitCode = exitCode;
        this.words = words;
    }

    /**
     * Judges by an early and a late slice, which is possible only when the ramp, as long as an answer, and the first answers after
     * it were over before the early one.
     *
     * @param answerMillis how long an answer takes
     * @param means of each slice; without resident memory where no sample fell into it
     */
    static SoakVerdict of(int seconds, long answerMillis, List<Vitals> means) {
        Vitals early = means.get(EARLY);
        Vitals late = means.get(LATE);
        boolean level = 1_000L * seconds * EARLY / SLICES >= 2 * answerMillis;
        if (!level || early.residentKb() == 0 || late.residentKb() == 0) {
            return TOO_SHORT;
        }
        boolean flat = late.files() <= early.files() * 1.1 + 20
                && late.threads() <= early.threads() + 4
                && late.offHeapKb() <= early.offHeapKb() * 1.2 + 8_192
                && late.residentKb() <= early.residentKb() * 1.1 + 8_192;
        return flat ? HELD : GREW;
    }
}
