package io.streamgauge.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Points of several numbers, of each of which more is better, that no other of them beats: none is as good in all and better in one.
 *
 * @param points each as many numbers
 */
record Front(List<double[]> points) {
    Front {
        points = List.copyOf(points);
    }

    /** What is above a corner, and below another, whose numbers may be infinite. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Box(double[] low, double[] high) {}

    /** Those of all that none beats; of the same ones each. */
    static Front of(List<double[]> all) {
        return new Front(all.stream()
                .filter(point -> all.stream().noneMatch(other -> beats(other, point)))
                .toList());
    }

    /** Whether one is as good in all numbers, and better in one. */
    static boolean beats(double[] one, double[] other) {
        boolean better = false;
        for (int i = 0; i < one.length; i++) {
            if (!(one[i] >= other[i])) {
                return false;
            }
            better |= one[i] > other[i];
        }
        return better;
    }

    /** The most of each number. */
    static double[] most(List<double[]> points) {
        return each(points, DoubleStream::max);
    }

    /** The least of each number. */
    static double[] least(List<double[]> points) {
        return each(points, DoubleStream::min);
    }

    private static double[] each(List<double[]> points, Function<DoubleStream, OptionalDouble> of) {
        return IntStream.range(0, points.getFirst().length)
                .mapToDouble(i ->
                        of.apply(points.stream().mapToDouble(point -> point[i])).orElseThrow())
                .toArray();
    }

    /** How much lies between a reference, which may be no better than it in any number, and the points: their hypervolume. */
    double volume(double[] reference) {
        return volume(points, reference, reference.length - 1);
    }

    /** Slice by slice of the last number, from the highest down. */
    private static double volume(List<double[]> points, double[] reference, int number) {
        double[] levels = levels(points, reference[number], number);
        if (number == 0) {
            return levels[levels.length - 1] - levels[0];
        }
        double sum = 0;
        for (int i = levels.length - 1; i > 0; i--) {
            sum += (levels[i] - levels[i - 1]) * volume(reaching(points, levels[i], number), reference, number - 1);
        }
        return sum;
    }

    /** All that is above a reference and not below a point, in boxes that do not overlap. */
    List<Box> beyond(double[] reference) {
        List<Box> boxes = new ArrayList<>();
        double[] open = new double[reference.length];
        Arrays.fill(open, Double.POSITIVE_INFINITY);
        addBeyond(points, new Box(reference, open), reference.length - 1, boxes);
        return List.copyOf(boxes);
    }

    private static void addBeyond(List<double[]> points, Box within, int number, List<Box> boxes) {
        double[] levels = levels(points, within.low()[number], number);
        for (int i = number == 0 ? levels.length - 1 : 0; i < levels.length; i++) {
            Box slice = new Box(within.low().clone(), within.high().clone());
            slice.low()[number] = levels[i];
            if (i + 1 < levels.length) {
                slice.high()[number] = levels[i + 1];
            }
            if (number == 0) {
                boxes.add(slice);
            } else {
                addBeyond(reaching(points, slice.high()[number], number), slice, number - 1, boxes);
            }
        }
    }

    /** From the least, each once. */
    private static double[] levels(List<double[]> points, double least, int number) {
        return IntStream.concat(IntStream.of(-1), IntStream.range(0, points.size()))
                .mapToDouble(i -> i < 0 ? least : Math.max(least, points.get(i)[number]))
                .distinct()
                .sorted()
                .toArray();
    }

    private static List<double[]> reaching(List<double[]> points, double level, int number) {
        return points.stream().filter(point -> point[number] >= level).toList();
    }
}
