package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for the values of ranges at which a measured number is highest, of those that keep every bound, in few tries, each of which
 * may err; of several numbers for all those that no others beat, their Pareto front. First come values spread over the ranges; from then on each next one follows from what became of all before. Nothing is tried
 * twice.
 */
public final class PeakSearch implements Search {
    private static final int CANDIDATES = 512;

    /**
     * How far it goes.
     *
     * @param most tries at most
     * @param initial tries that are spread, before any is chosen by what is known
     * @param enough share of the best number: when no more than it is expected to be gained, the search is over
     * @param seed where the initial tries lie
     * @param end what else ends it
     */
    public record Effort(int most, int initial, double enough, long seed, End end) {
        public Effort {
            if (initial < 1 || most < initial || !(enough >= 0)) {
                throw new IllegalArgumentException("most " + most + ", initial " + initial + ", enough " + enough);
            }
        }

        /** Without any other end. */
        public Effort(int most, int initial, double enough, long seed) {
            this(most, initial, enough, seed, End.NONE);
        }
    }

    /** What ends a search before the most tries, besides what each way of searching has itself. */
    public enum End {
        NONE,
        /** That nothing can be much better than the best of what was tried. */
        REGRET
    }

    private final Space space;
    private final Effort effort;
    private final Chooser chooser;
    private final SpreadPlaces initial;
    private final Set<List<BigDecimal>> seen = new LinkedHashSet<>();
    private final List<Try> tries = new ArrayList<>();

    private PeakSearch(Space space, Effort effort, Chooser chooser) {
        this.space = space;
        this.effort = effort;
        this.chooser = chooser;
        this.initial = new SpreadPlaces(space.size(), effort.seed());
    }

    /** Bayesian optimisation: where most is expected to be gained. */
    public static PeakSearch byGain(List<Dimension> dimensions, Effort effort) {
        Space space = new Space(dimensions);
        return new PeakSearch(space, effort, new GainChooser(space, effort.enough()));
    }

    /** A Parzen estimator: where the best of what was tried lie closer than the rest. */
    public static PeakSearch byDensity(List<Dimension> dimensions, Effort effort) {
        Space space = new Space(dimensions);
        return new PeakSearch(space, effort, new ParzenChooser(space, effort.seed()));
    }

    @Override
    public Optional<List<BigDecimal>> next() {
        if (tries.size() >= effort.most()) {
            return Optional.empty();
        }
        if (tries.size() < effort.initial()) {
            return spread();
        }
        boolean over = effort.end() == End.REGRET && RegretBound.isSmall(space, tries, effort.enough());
        return over ? Optional.empty() : chooser.next(tries, seen);
    }

    @Override
    public void told(List<BigDecimal> values, Outcome outcome) {
        List<BigDecimal> those = List.copyOf(values);
        seen.add(those);
        tries.add(new Try(those, space.place(those), outcome));
    }

    @Override
    public Optional<List<BigDecimal>> best() {
        return tries.stream()
                .filter(Try::counts)
                .max(Comparator.comparingDouble(each -> each.outcome().number()))
                .map(Try::values);
    }

    @Override
    public List<List<BigDecimal>> front() {
        return front(tries).map(Try::values).toList();
    }

    /** Tries of which no other is as good in all numbers and better in one; of one number those with the most. */
    static Stream<Try> front(List<Try> tries) {
        List<Try> counting = tries.stream().filter(Try::counts).toList();
        return counting.stream()
                .filter(each -> counting.stream().noneMatch(other -> Front.beats(other.numbers(), each.numbers())));
    }

    /** Of one range the ends come first, between which everything lies; the lower one before, as a server that is cold can bear it. */
    private Optional<List<BigDecimal>> spread() {
        if (space.size() == 1 && tries.size() < 2) {
            List<BigDecimal> end = space.values(new double[] {tries.size()});
            if (!seen.contains(end)) {
                return Optional.of(end);
            }
        }
        return IntStream.range(0, CANDIDATES)
                .mapToObj(i -> space.values(initial.at(i)))
                .filter(values -> !seen.contains(values))
                .findFirst()
                .or(() -> tries.isEmpty() ? Optional.empty() : chooser.next(tries, seen));
    }
}
