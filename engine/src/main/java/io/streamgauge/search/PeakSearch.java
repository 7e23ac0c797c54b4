package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the values of ranges at which a measured number is highest, of those that keep every bound, in few tries, each of which
 * may err: Bayesian optimisation by expected improvement. First come values spread over the ranges; from then on each next one is
 * where most is expected to be gained, which counts by how likely bounds are kept there. Nothing is tried twice.
 */
public final class PeakSearch implements Search {
    private static final int CANDIDATES = 512;
    private static final int MOST_CORNERS = 64;
    private static final int BEST_TO_STEP_FROM = 3;
    private static final int STEPS = 10;

    /** Tries where least is known, before it is believed that nothing is to be gained. */
    private static final int DOUBTS = 2;

    /**
     * How far it goes.
     *
     * @param most tries at most
     * @param initial tries that are spread, before any is chosen by what is known
     * @param enough share of the best number: when no more than it is expected to be gained, the search is over
     * @param seed where the initial tries lie
     */
    public record Effort(int most, int initial, double enough, long seed) {
        public Effort {
            if (initial < 1 || most < initial || !(enough >= 0)) {
                throw new IllegalArgumentException("most " + most + ", initial " + initial + ", enough " + enough);
            }
        }
    }

    private record Try(List<BigDecimal> values, Outcome outcome) {
        boolean isMeasured() {
            return !Double.isNaN(outcome.number());
        }

        boolean counts() {
            return isMeasured() && outcome.held();
        }
    }

    private final List<Dimension> space;
    private final Effort effort;
    private final SpreadPlaces initial;
    private final SpreadPlaces cloud;
    private final Set<List<BigDecimal>> seen = new LinkedHashSet<>();
    private final List<Try> tries = new ArrayList<>();
    private int doubts;

    public PeakSearch(List<Dimension> space, Effort effort) {
        this.space = List.copyOf(space);
        this.effort = effort;
        this.initial = new SpreadPlaces(space.size(), effort.seed());
        this.cloud = new SpreadPlaces(space.size(), 0);
    }

    @Override
    public Optional<List<BigDecimal>> next() {
        if (tries.size() >= effort.most()) {
            return Optional.empty();
        }
        return tries.size() < effort.initial() ? spread() : gaining();
    }

    @Override
    public void told(List<BigDecimal> values, Outcome outcome) {
        seen.add(List.copyOf(values));
        tries.add(new Try(List.copyOf(values), outcome));
    }

    @Override
    public Optional<List<BigDecimal>> best() {
        return tries.stream()
                .filter(Try::counts)
                .max(Comparator.comparingDouble(each -> each.outcome().number()))
                .map(Try::values);
    }

    /** Of one range the ends come first, between which everything lies; the lower one before, as a server that is cold can bear it. */
    private Optional<List<BigDecimal>> spread() {
        if (space.size() == 1 && tries.size() < 2) {
            List<BigDecimal> end = values(new double[] {tries.size()});
            if (!seen.contains(end)) {
                return Optional.of(end);
            }
        }
        return IntStream.range(0, CANDIDATES)
                .mapToObj(i -> values(initial.at(i)))
                .filter(values -> !seen.contains(values))
                .findFirst()
                .or(() -> candidates().findFirst());
    }

    private Optional<List<BigDecimal>> gaining() {
        double[][] places = tries.stream().map(each -> place(each.values())).toArray(double[][]::new);
        Acquisition acquisition =
                Acquisition.of(places, tries.stream().map(Try::outcome).toList());
        List<List<BigDecimal>> candidates = candidates().toList();
        List<BigDecimal> most = highest(candidates, acquisition::at);
        if (most == null) {
            return Optional.empty();
        }
        if (!acquisition.isEnough(acquisition.at(place(most)), effort.enough())) {
            doubts = 0;
            return Optional.of(most);
        }
        // What is known of a few values may be wrong of what lies between them.
        return doubts++ < DOUBTS ? Optional.ofNullable(highest(candidates, acquisition::unknown)) : Optional.empty();
    }

    private @Nullable List<BigDecimal> highest(List<List<BigDecimal>> candidates, ToDoubleFunction<double[]> worth) {
        List<BigDecimal> highest = null;
        double most = Double.NEGATIVE_INFINITY;
        for (List<BigDecimal> candidate : candidates) {
            double each = worth.applyAsDouble(place(candidate));
            if (each > most) {
                most = each;
                highest = candidate;
            }
        }
        return highest;
    }

    /** What may be tried: values spread over the ranges, the corners of all of them, and steps of any size from the best. */
    private Stream<List<BigDecimal>> candidates() {
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
                .flatMap(each -> steps(place(each.values())));
        return Stream.of(corners, steps, spread)
                .flatMap(places -> places)
                .map(this::values)
                .distinct()
                .filter(values -> !seen.contains(values));
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

    private List<BigDecimal> values(double[] place) {
        return IntStream.range(0, place.length)
                .mapToObj(i -> space.get(i).at(place[i]))
                .toList();
    }

    private double[] place(List<BigDecimal> values) {
        return IntStream.range(0, values.size())
                .mapToDouble(i -> space.get(i).place(values.get(i)))
                .toArray();
    }
}
