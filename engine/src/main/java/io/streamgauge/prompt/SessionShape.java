package io.streamgauge.prompt;

import io.streamgauge.record.Phase;

/**
 * How long sessions are: how many turns they have, and how long their users think before the next one.
 *
 * @param turnsMean mean number of turns
 * @param turnsStddev 0 for the same number in all
 * @param delayMeanNanos mean time from an answer to the next turn
 * @param delayStddevNanos 0 for the same time everywhere
 * @param delayRatio what every delay is multiplied with, those of a file too
 * @param mostDelayNanos longer delays are as long as this before they are multiplied; infinite for none
 */
public record SessionShape(
        double turnsMean,
        double turnsStddev,
        double delayMeanNanos,
        double delayStddevNanos,
        double delayRatio,
        double mostDelayNanos) {
    private static final int WARMUP_STREAM = 6;
    private static final int MEASURE_STREAM = 7;

    /** More turns than any conversation has, and few enough to be numbered. */
    private static final int MOST_TURNS = 1_000_000;

    public SessionShape {
        requireNotNegative("mean of turns", turnsMean);
        requireNotNegative("standard deviation of turns", turnsStddev);
        requireNotNegative("mean of delays", delayMeanNanos);
        requireNotNegative("standard deviation of delays", delayStddevNanos);
        requireNotNegative("ratio of delays", delayRatio);
        if (!(mostDelayNanos >= 0)) {
            throw new IllegalArgumentException("longest delay: " + mostDelayNanos);
        }
    }

    private static void requireNotNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + ": " + value);
        }
    }

    /**
     * The delay before each turn of a session in nanoseconds, the first of which has none: as many as it has turns. The number
     * of turns is genai-perf's: a Gaussian rounded to the nearest, at least 1. Delays are Gaussian too, and never below 0.
     */
    public long[] delays(long seed, Phase phase, int session) {
        var random = new SeededRandom(seed, phase == Phase.WARMUP ? WARMUP_STREAM : MEASURE_STREAM, session);
        double drawn = turnsMean + turnsStddev * random.nextGaussian();
        var delays = new long[(int) Math.clamp(Math.rint(drawn), 1, MOST_TURNS)];
        for (int turn = 1; turn < delays.length; turn++) {
            delays[turn] = scaled(Math.max(0, delayMeanNanos + delayStddevNanos * random.nextGaussian()));
        }
        return delays;
    }

    /** A delay after the limit and the ratio. */
    public long scaled(double delayNanos) {
        return Math.round(Math.min(delayNanos, mostDelayNanos) * delayRatio);
    }
}
