package io.streamgauge.search;

import java.util.List;

/** How much places are worth being tried, by what became of those that were. */
sealed interface Worth permits Acquisition, FrontGain {
    /**
     * By what was measured: of one number over the best, of several over all that none beats.
     *
     * @param tries at least one
     */
    static Worth of(List<Try> tries) {
        return tries.getFirst().outcome().isOfSeveral() ? FrontGain.of(tries) : Acquisition.of(tries);
    }

    /** What is expected to be gained there, times how likely bounds are kept; where none that was tried keeps them, only that. */
    double at(double[] place);

    /** How little is known of a place. */
    double unknown(double[] place);

    /** Whether so much is no more than a share of what was found. */
    boolean isEnough(double gain, double share);
}
