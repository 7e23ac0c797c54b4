package io.streamgauge.search;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much better than the best of what was tried anything else may be, with a confidence of nine tenths, by a Gaussian process: from the
 * best one's lower bound to the highest upper one. Makarova and others, Automatic Termination for Hyperparameter Optimization, 2022.
 */
final class RegretBound {
    private static final int PLACES = 512;
    private static final double ERROR = 0.1;
    /** What is more likely to break bounds than to keep them is no answer. */
    private static final double LIKELY = 0.5;

    private RegretBound() {}

    /**
     * Whether it is no more than measurements err by, or than a share of the best one.
     *
     * @param tries at least one
     */
    static boolean isSmall(Space space, List<Try> tries, double share) {
        Acquisition known = Acquisition.of(tries);
        if (Double.isNaN(known.best())) {
            return false;
        }
        int count = tries.size();
        // As Optuna has it: a fifth of what the theorem asks, which is known to be too careful.
        double width =
                Math.sqrt(2 * Math.log(space.size() * (double) count * count * Math.PI * Math.PI / (6 * ERROR)) / 5);
        GaussianProcess numbers = known.numbers();
        SpreadPlaces cloud = new SpreadPlaces(space.size(), 0);
        double highest = Stream.concat(
                        IntStream.range(0, PLACES * space.size()).mapToObj(cloud::at),
                        tries.stream().filter(Try::counts).map(Try::place))
                .filter(place -> known.bounds().keeps(place) >= LIKELY)
                .mapToDouble(place -> numbers.mean(place) + width * numbers.deviation(place))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        double sure = tries.stream()
                .filter(Try::counts)
                .map(Try::place)
                .mapToDouble(place -> numbers.mean(place) - width * numbers.deviation(place))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        return highest - sure <= Math.max(numbers.error(), share * Math.abs(known.best()));
    }
}
