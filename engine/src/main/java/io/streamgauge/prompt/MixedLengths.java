package io.streamgauge.prompt;

import java.util.List;
import java.util.random.RandomGenerator;

/** Lengths of several kinds, each as often as it weighs. Immutable. */
public final class MixedLengths implements Lengths {
    private final List<Part> parts;
    private final Weights weights;

    /**
     * One kind.
     *
     * @param weight relative to the others; positive
     */
    public record Part(double weight, Lengths lengths) {}

    /** @throws IllegalArgumentException when there is none, or a weight is no positive number */
    public MixedLengths(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.weights = new Weights(parts.stream().mapToDouble(Part::weight).toArray());
    }

    @Override
    public int draw(RandomGenerator random) {
        return parts.get(weights.pick(random.nextDouble())).lengths().draw(random);
    }
}
