package io.streamgauge.prompt;

import java.util.random.RandomGenerator;

/** Lengths that were seen somewhere, each as often as it weighs. Immutable. */
public final class ListedLengths implements Lengths {
    private final int[] tokens;
    private final Weights weights;

    /**
     * @param tokens each at least 1
     * @param weights of each, positive
     * @throws IllegalArgumentException when there is none, or one is out of its range
     */
    public ListedLengths(int[] tokens, double[] weights) {
        this.tokens = checked(tokens);
        this.weights = new Weights(weights);
        if (this.weights.size() != tokens.length) {
            throw new IllegalArgumentException(tokens.length + " lengths and " + weights.length + " weights");
        }
    }

    static int[] checked(int[] tokens) {
        for (int length : tokens) {
            if (length < 1) {
                throw new IllegalArgumentException("length: " + length);
            }
        }
        return tokens.clone();
    }

    @Override
    public int draw(RandomGenerator random) {
        return tokens[weights.pick(random.nextDouble())];
    }
}
