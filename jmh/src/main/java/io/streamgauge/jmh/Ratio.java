package io.streamgauge.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much longer one set of samples takes than another: the ratio of the medians, in which range it lies with a
 * probability of 95 %, and the ratio of the least. The range is the percentile bootstrap's (Efron 1979): both sets are
 * drawn anew from themselves many times. The same samples give the same range.
 *
 * @param median candidate's median by baseline's; above 1 the candidate is slower
 * @param low lower end of the range of that
 * @param high upper end
 * @param least candidate's least by baseline's
 */
record Ratio(double median, double low, double high, double least) {
    private static final int DRAWS = 4000;
    private static final long SEED = 95;

    static Ratio of(double[] baseline, double[] candidate) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] ratios = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            ratios[i] = median(drawn(candidate, random)) / median(drawn(baseline, random));
        }
        Arrays.sort(ratios);
        return new Ratio(
                median(candidate.clone()) / median(baseline.clone()),
                ratios[DRAWS / 40],
                ratios[DRAWS - 1 - DRAWS / 40],
                least(candidate) / least(baseline));
    }

    private static double[] drawn(double[] from, SplittableRandom random) {
        double[] drawn = new double[from.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = from[random.nextInt(from.length)];
        }
        return drawn;
    }

    /** Sorts its argument. */
    static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** Whether the two differ for certain: 1 is not in the range. */
    boolean differs() {
        return low > 1 || high < 1;
    }
}
