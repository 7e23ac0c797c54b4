package io.streamgauge.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much a place is worth being tried, by what became of those that were: how much is expected to be gained there over the best,
 * times how likely bounds are kept. Where none that was tried keeps them, only that.
 *
 * @param numbers what is known of the number
 * @param best highest that is expected of a place that was tried and keeps the bounds; not a number where none does
 * @param excess what is known of how far bounds are exceeded; null where nothing is
 */
record Acquisition(
        GaussianProcess numbers, double best, @Nullable GaussianProcess excess) {
    /** What a measurement that failed is taken for, where no bound was exceeded otherwise. */
    private static final double EXCESS_OF_FAILURE = 1;

    static Acquisition of(List<Try> tries) {
        return of(
                tries.stream().map(Try::place).toArray(double[][]::new),
                tries.stream().map(Try::outcome).toList());
    }

    static Acquisition of(double[][] places, List<Outcome> outcomes) {
        double[] numbers = outcomes.stream().mapToDouble(Outcome::number).toArray();
        GaussianProcess known = GaussianFit.of(places, flattened(numbers));
        double best = IntStream.range(0, places.length)
                .filter(i -> outcomes.get(i).held() && !Double.isNaN(numbers[i]))
                .mapToDouble(i -> known.mean(places[i]))
                .max()
                .orElse(Double.NaN);
        return new Acquisition(known, best, excess(places, outcomes));
    }

    private static @Nullable GaussianProcess excess(double[][] places, List<Outcome> outcomes) {
        double[] excess = outcomes.stream().mapToDouble(Outcome::excess).toArray();
        if (outcomes.stream().allMatch(Outcome::held)
                && Arrays.stream(excess).distinct().count() == 1) {
            return null;
        }
        double worst = Math.max(
                EXCESS_OF_FAILURE,
                Arrays.stream(excess).filter(each -> !Double.isNaN(each)).max().orElse(0));
        return GaussianFit.of(
                places,
                IntStream.range(0, excess.length)
                        .mapToDouble(i -> !Double.isNaN(excess[i])
                                ? excess[i]
                                : outcomes.get(i).held() ? -1 : worst)
                        // What is far beyond a bound must not hide how near to it the rest is.
                        .map(each -> Math.signum(each) * Math.log1p(Math.abs(each)))
                        .toArray());
    }

    /**
     * Numbers above their median as they are; those below are drawn nearer to it, the further they are away, so that what is worst by
     * far does not make all the rest look alike. What is not there is as little as the least.
     */
    private static double[] flattened(double[] numbers) {
        double[] there = Arrays.stream(numbers)
                .filter(number -> !Double.isNaN(number))
                .sorted()
                .toArray();
        if (there.length == 0) {
            return new double[numbers.length];
        }
        double median = there[there.length / 2];
        double most = there[there.length - 1];
        double unit = most > median ? most - median : Math.max(median - there[0], Double.MIN_NORMAL);
        return Arrays.stream(numbers)
                .map(number -> Double.isNaN(number) ? there[0] : number)
                .map(number -> number >= median ? number : median - unit * Math.log1p((median - number) / unit))
                .toArray();
    }

    double at(double[] place) {
        double gain = Double.isNaN(best) ? 1 : Normal.above(numbers.mean(place), numbers.deviation(place), best);
        return gain * keeps(place);
    }

    /** How likely bounds are kept there. */
    double keeps(double[] place) {
        return excess == null ? 1 : Normal.below(-excess.mean(place) / Math.max(excess.deviation(place), 1e-9));
    }

    /** How little is known of the number there. */
    double unknown(double[] place) {
        return numbers.deviation(place);
    }

    /** Whether so much is no more than a share of the best. */
    boolean isEnough(double gain, double share) {
        return !Double.isNaN(best) && gain <= share * Math.abs(best);
    }
}
