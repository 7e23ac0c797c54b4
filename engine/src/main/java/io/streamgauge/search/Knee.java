package io.streamgauge.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where throughput no longer rises with the load: two straight lines, the second hardly rising, come much nearer to the points than
 * one does. guidellm's definition, with its thresholds.
 *
 * @param at load at which the lines meet
 * @param saturated the first load tried that is not below
 */
public record Knee(double at, double saturated) {
    /** Fewer loads say nothing. */
    public static final int LEAST_LOADS = 5;

    private static final double MOST_SLOPE_BEYOND = 0.25;
    private static final double LEAST_GAIN = 0.5;
    private static final double LEAST_THROUGHPUT = 0.85;
    private static final double NEARLY_NOTHING = 1e-12;

    private record Bend(int index, Line before, Line beyond) {
        double squares() {
            return before.squares() + beyond.squares();
        }
    }

    /**
     * The knee of a throughput by load; empty where there is none.
     *
     * @param loads in any order; throughputs of one load are averaged
     */
    public static Optional<Knee> of(double[] loads, double[] throughputs) {
        TreeMap<Double, Double> byLoad = IntStream.range(0, loads.length)
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> loads[i], TreeMap::new, Collectors.averagingDouble(i -> throughputs[i])));
        double[] x = byLoad.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[] y = byLoad.values().stream().mapToDouble(Double::doubleValue).toArray();
        double lowest = Arrays.stream(y).min().orElse(0);
        double highest = Arrays.stream(y).max().orElse(0);
        if (x.length < LEAST_LOADS || highest == lowest) {
            return Optional.empty();
        }
        double[] u = Arrays.stream(x)
                .map(load -> (load - x[0]) / (x[x.length - 1] - x[0]))
                .toArray();
        double[] v = Arrays.stream(y)
                .map(value -> (value - lowest) / (highest - lowest))
                .toArray();
        double straight = Line.through(u, v).squares();
        if (straight <= NEARLY_NOTHING) {
            return Optional.empty();
        }
        // A line through two points fits anything: with five loads that is all there is beyond the bend.
        int end = x.length == LEAST_LOADS ? x.length - 1 : x.length - 2;
        return IntStream.range(2, end)
                .mapToObj(i -> new Bend(i, Line.through(u, v, 0, i + 1), Line.through(u, v, i, u.length)))
                .filter(bend -> bend.before().slope() > 0)
                .filter(bend -> bend.beyond().slope()
                        <= MOST_SLOPE_BEYOND * bend.before().slope())
                .filter(bend -> 1 - bend.squares() / straight >= LEAST_GAIN)
                .filter(bend -> y[bend.index()] >= LEAST_THROUGHPUT * highest)
                .min(Comparator.comparingDouble(Bend::squares))
                .map(bend -> knee(bend, u, byLoad));
    }

    private static Knee knee(Bend bend, double[] u, TreeMap<Double, Double> byLoad) {
        double meeting = bend.before().meets(bend.beyond());
        boolean near = meeting >= u[bend.index() - 1] && meeting <= u[bend.index() + 1];
        double first = byLoad.firstKey();
        double span = byLoad.lastKey() - first;
        double at = first + (near ? meeting : u[bend.index()]) * span;
        Map.Entry<Double, Double> saturated = byLoad.ceilingEntry(at - 1e-9 * span);
        return new Knee(at, saturated == null ? byLoad.lastKey() : saturated.getKey());
    }
}
