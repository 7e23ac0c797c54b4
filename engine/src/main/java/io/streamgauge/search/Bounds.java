package io.streamgauge.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how likely bounds are kept.
 *
 * @param excess of how far they are exceeded; null where nothing is known
 */
record Bounds(@Nullable GaussianProcess excess) {
    /** What a measurement that failed is taken for, where no bound was exceeded otherwise. */
    private static final double EXCESS_OF_FAILURE = 1;

    static Bounds of(double[][] places, List<Outcome> outcomes) {
        double[] excess = outcomes.stream().mapToDouble(Outcome::excess).toArray();
        if (outcomes.stream().allMatch(Outcome::held)
                && Arrays.stream(excess).distinct().count() == 1) {
            return new Bounds(null);
        }
        double worst = Math.max(
                EXCESS_OF_FAILURE,
                Arrays.stream(excess).filter(each -> !Double.isNaN(each)).max().orElse(0));
        return new Bounds(GaussianFit.of(
                places,
                IntStream.range(0, excess.length)
                        .mapToDouble(i -> !Double.isNaN(excess[i])
                                ? excess[i]
                                : outcomes.get(i).held() ? -1 : worst)
                        // What is far beyond a bound must not hide how near to it the rest is.
                        .map(each -> Math.signum(each) * Math.log1p(Math.abs(each)))
                        .toArray()));
    }

    /** How likely they are kept there. */
    double keeps(double[] place) {
        return excess == null ? 1 : Normal.below(-excess.mean(place) / Math.max(excess.deviation(place), 1e-9));
    }
}
