package io.streamgauge.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * By how much a place is expected to be better than the best that was tried.
 *
 * @param numbers what is known of the number
 * @param best highest that is expected of a place that was tried and keeps the bounds; not a number where none does
 */
record Acquisition(GaussianProcess numbers, double best, Bounds bounds) implements Worth {
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
        return new Acquisition(known, best, Bounds.of(places, outcomes));
    }

    /**
     * Numbers above their median as they are; those below are drawn nearer to it, the further they are away, so that what is worst by
     * far does not make all the rest look alike. What is not there is as little as the least.
     */
    static double[] flattened(double[] numbers) {
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

    @Override
    public double at(double[] place) {
        double gain = Double.isNaN(best) ? 1 : Normal.above(numbers.mean(place), numbers.deviation(place), best);
        return gain * bounds.keeps(place);
    }

    @Override
    public double unknown(double[] place) {
        return numbers.deviation(place);
    }

    @Override
    public boolean isEnough(double gain, double share) {
        return !Double.isNaN(best) && gain <= share * Math.abs(best);
    }
}
