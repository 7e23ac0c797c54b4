package io.streamgauge.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What one run of a sweep is given: a value for each thing that the sweep varies, in their order. */
record Combination(SequencedMap<SweepParameter, BigDecimal> values) {
    Combination {
        values = new LinkedHashMap<>(values);
    }

    static Combination of(SweepParameter parameter, BigDecimal value) {
        return new Combination(new LinkedHashMap<>(Map.of(parameter, value)));
    }

    /** Every value of each axis with every value of the others; the last axis changes from run to run. */
    static List<Combination> grid(List<SweepAxis> axes) {
        List<Combination> all = List.of(new Combination(new LinkedHashMap<>()));
        for (SweepAxis axis : axes) {
            all = all.stream()
                    .flatMap(begun -> axis.values().stream().map(value -> begun.with(axis.parameter(), value)))
                    .toList();
        }
        return all;
    }

    /** The first values of all axes, then the second ones, and so on; axes are as long as each other. */
    static List<Combination> zip(List<SweepAxis> axes) {
        List<Combination> all = new ArrayList<>();
        for (int i = 0; i < axes.getFirst().values().size(); i++) {
            Combination combination = new Combination(new LinkedHashMap<>());
            for (SweepAxis axis : axes) {
                combination = combination.with(axis.parameter(), axis.values().get(i));
            }
            all.add(combination);
        }
        return List.copyOf(all);
    }

    /** Every pair of input and output length, which lie beside each other, with every combination of what else there is. */
    static List<Combination> paired(List<SweepAxis> axes) {
        List<Combination> pairs =
                zip(axes.stream().filter(Combination::isLength).toList());
        return grid(axes.stream().filter(axis -> !isLength(axis)).toList()).stream()
                .flatMap(other -> pairs.stream().map(other::with))
                .toList();
    }

    /** The same axes but for the second of a pair, whose values are no more combinations. */
    static List<SweepAxis> ofPairsOnce(List<SweepAxis> axes) {
        return axes.stream()
                .filter(axis -> axis.parameter() != SweepParameter.OUTPUT_SEQUENCE_LENGTH)
                .toList();
    }

    private static boolean isLength(SweepAxis axis) {
        return axis.parameter() == SweepParameter.INPUT_SEQUENCE_LENGTH
                || axis.parameter() == SweepParameter.OUTPUT_SEQUENCE_LENGTH;
    }

    private Combination with(Combination other) {
        Combination longer = new Combination(values);
        longer.values.putAll(other.values);
        return longer;
    }

    private Combination with(SweepParameter parameter, BigDecimal value) {
        Combination longer = new Combination(values);
        longer.values.put(parameter, value);
        return longer;
    }

    /** Name of its run's directory. */
    String label() {
        return joined("", "-");
    }

    /** For people. */
    String text() {
        return joined(" ", ", ");
    }

    private String joined(String within, String between) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().key() + within + SweepParameter.text(entry.getValue()))
                .collect(Collectors.joining(between));
    }

    /**
     * As options of {@code profile}.
     *
     * @param rated whether a rate says when requests are due, in every run
     */
    List<String> arguments(boolean rated) {
        boolean bound = rated || values.containsKey(SweepParameter.REQUEST_RATE);
        return values.entrySet().stream()
                .map(entry -> entry.getKey().option(bound) + "=" + SweepParameter.text(entry.getValue()))
                .toList();
    }
}
