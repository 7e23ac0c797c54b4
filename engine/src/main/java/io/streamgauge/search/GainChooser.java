package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bayesian optimisation: next is where a Gaussian process expects to gain most, which counts by how likely bounds are kept there. */
final class GainChooser implements Chooser {
    private static final int CANDIDATES = 512;
    private static final int MOST_CORNERS = 64;
    private static final int BEST_TO_STEP_FROM = 3;
    private static final int STEPS = 10;

    /** Tries where least is known, before it is believed that nothing is to be gained. */
    private static final int DOUBTS = 2;

    private final Space space;
    private final double enough;
    private final SpreadPlaces cloud;
    private int doubts;

    /** @param enough share of the best number: when no more than it is expected to be gained, nothing is worth it */
    GainChooser(Space space, double enough) {
        this.space = space;
        this.enough = enough;
        this.cloud = new SpreadPlaces(space.size(), 0);
    }

    @Override
    public Optional<List<BigDecimal>> next(List<Try> tries, Set<List<BigDecimal>> seen) {
        Worth worth = Worth.of(tries);
        List<List<BigDecimal>> candidates =
                candidates(tries).filter(values -> !seen.contains(values)).toList();
        List<BigDecimal> most = highest(candidates, worth::at);
        if (most == null) {
            return Optional.empty();
        }
        if (!worth.isEnough(worth.at(space.place(most)), enough)) {
            doubts = 0;
            return Optional.of(most);
        }
        // What is known of a few values may be wrong of what lies between them.
        return doubts++ < DOUBTS ? Optional.ofNullable(highest(candidates, worth::unknown)) : Optional.empty();
    }

    private @Nullable List<BigDecimal> highest(List<List<BigDecimal>> candidates, ToDoubleFunction<double[]> worth) {
        List<BigDecimal> highest = null;
        double most = Double.NEGATIVE_INFINITY;
        for (List<BigDecimal> candidate : candidates) {
            double each = worth.applyAsDouble(space.place(candidate));
            if (each > most) {
                most = each;
                highest = candidate;
            }
        }
        return highest;
    }

    /** What may be tried: values spread over the ranges, the corners of all of them, and steps of any size from the best. */
    private Stream<List<BigDecimal>> candidates(List<Try> tries) {
        int dimensions = space.size();
        Stream<double[]> spread = IntStream.range(0, CANDIDATES * dimensions).mapToObj(cloud::at);
        Stream<double[]> corners = IntStream.range(0, Math.min(1 << Math.min(dimensions, 6), MOST_CORNERS))
                .mapToObj(bits -> IntStream.range(0, dimensions)
                        .mapToDouble(i -> bits >> i & 1)
                        .toArray());
        Stream<double[]> steps = tries.stream()
                .filter(Try::isMeasured)
                .sorted(Comparator.<Try>comparingInt(each -> each.counts() ? 1 : 0)
                        .thenComparingDouble(each -> each.outcome().number())
                        .reversed())
                .limit(BEST_TO_STEP_FROM)
                .flatMap(each -> steps(each.place()));
        return Stream.of(corners, steps, spread)
                .flatMap(places -> places)
                .map(space::values)
                .distinct();
    }

    private static Stream<double[]> steps(double[] from) {
        return IntStream.range(0, from.length)
                .boxed()
                .flatMap(dimension -> IntStream.range(0, 2 * STEPS).mapToObj(i -> {
                    double[] to = from.clone();
                    double step = Math.scalb(1.0, -1 - i / 2);
                    to[dimension] = Math.clamp(to[dimension] + (i % 2 == 0 ? step : -step), 0, 1);
                    return to;
                }));
    }
}
