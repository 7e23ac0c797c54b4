package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A tree-structured Parzen estimator: tries are parted into the few best and the rest, and next is, of places drawn from the density of
 * the first, the one where that is highest by the density of the others. Bergstra and others, Algorithms for Hyper-Parameter
 * Optimization, 2011; kernels over all ranges together, as Optuna's multivariate one has them.
 */
final class ParzenChooser implements Chooser {
    private static final double GOOD_SHARE = 0.15;
    private static final int DRAWN = 64;
    /** Of one kernel alone; of more, each is narrower. */
    private static final double WIDTH = 0.1;

    /** Places looked at where all that were drawn have been tried. */
    private static final int SPREAD = 512;

    private final Space space;
    private final Random random;

    ParzenChooser(Space space, long seed) {
        this.space = space;
        this.random = new Random(seed);
    }

    /** What holds comes before what does not, and that by how far off it is; last is what could not be measured. */
    private static Comparator<Try> bestFirst(ToDoubleFunction<Try> number) {
        return Comparator.comparingInt(ParzenChooser::rank)
                .thenComparingDouble(each -> each.counts()
                        ? -number.applyAsDouble(each)
                        : each.outcome().excess());
    }

    /** The number that tries are told apart by: of several the one that random weights make of them. */
    private ToDoubleFunction<Try> number(List<Try> tries) {
        if (!tries.getFirst().outcome().isOfSeveral() || tries.stream().noneMatch(Try::counts)) {
            return each -> each.outcome().number();
        }
        Scalar scalar = Scalar.drawn(random, tries);
        return each -> scalar.of(each.numbers());
    }

    private static int rank(Try each) {
        return each.counts() ? 0 : Double.isNaN(each.outcome().excess()) ? 2 : 1;
    }

    @Override
    public Optional<List<BigDecimal>> next(List<Try> tries, Set<List<BigDecimal>> seen) {
        List<double[]> places =
                tries.stream().sorted(bestFirst(number(tries))).map(Try::place).toList();
        int good = (int) Math.ceil(GOOD_SHARE * places.size());
        Density best = new Density(places.subList(0, good));
        Density rest = new Density(places.subList(good, places.size()));
        Stream<double[]> drawn =
                IntStream.range(0, DRAWN * space.size()).mapToObj(i -> best.draw(random, space.size()));
        return untried(drawn, seen, best, rest).or(() -> {
            SpreadPlaces cloud = new SpreadPlaces(space.size(), 0);
            return untried(IntStream.range(0, SPREAD * space.size()).mapToObj(cloud::at), seen, best, rest);
        });
    }

    private Optional<List<BigDecimal>> untried(
            Stream<double[]> places, Set<List<BigDecimal>> seen, Density best, Density rest) {
        return places.map(space::values)
                .filter(values -> !seen.contains(values))
                .distinct()
                .max(Comparator.comparingDouble(values -> {
                    double[] place = space.place(values);
                    return Math.log(best.at(place)) - Math.log(rest.at(place));
                }));
    }

    /** Kernels at some places of a cube, cut off at its sides, and an even one so that nothing is impossible. */
    private record Density(List<double[]> places) {
        private double width(int dimensions) {
            return WIDTH * Math.pow(Math.max(1, places.size()), -1.0 / (dimensions + 4));
        }

        double at(double[] place) {
            double width = width(place.length);
            double sum = 1;
            for (double[] centre : places) {
                double product = 1;
                for (int i = 0; i < place.length; i++) {
                    double inside = Normal.below((1 - centre[i]) / width) - Normal.below(-centre[i] / width);
                    product *= Normal.density((place[i] - centre[i]) / width) / width / inside;
                }
                sum += product;
            }
            return sum / (places.size() + 1);
        }

        double[] draw(Random random, int dimensions) {
            int which = random.nextInt(places.size() + 1);
            double[] drawn = new double[dimensions];
            double width = width(dimensions);
            for (int i = 0; i < dimensions; i++) {
                do {
                    drawn[i] = which == places.size()
                            ? random.nextDouble()
                            : places.get(which)[i] + width * random.nextGaussian();
                } while (drawn[i] < 0 || drawn[i] > 1);
            }
            return drawn;
        }
    }
}
