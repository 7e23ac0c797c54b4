package io.streamgauge.search;

import java.util.List;

/** How much several numbers come to together: what lies between a reference and points of which none beats another. */
public final class Hypervolume {
    private Hypervolume() {}

    /**
     * The product of the numbers' units.
     *
     * @param points of whose numbers more is better
     * @param reference what is worse than it in a number counts for nothing in it
     */
    public static double of(List<List<Double>> points, List<Double> reference) {
        return new Front(points.stream().map(Hypervolume::array).toList()).volume(array(reference));
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
