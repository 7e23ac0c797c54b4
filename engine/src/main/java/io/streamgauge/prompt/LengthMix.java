package io.streamgauge.prompt;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What lengths requests and their answers have, the two drawn together. */
public sealed interface LengthMix {
    /**
     * The lengths of one request and of its answer.
     *
     * @param outputTokens {@link Prompt#OUTPUT_UNSET} where the server decides
     */
    record Drawn(int inputTokens, int outputTokens) {}

    /** The lengths of one request. */
    Drawn draw(RandomGenerator random);

    /** Whether any answer has a length to ask for. */
    boolean limitsOutput();

    /** One kind of request. */
    static LengthMix of(Lengths input, @Nullable Lengths output) {
        return of(List.of(new Share(1, input, output)));
    }

    /** Kinds of request, each with its own input and output lengths, drawn by weight. */
    static LengthMix of(List<Share> shares) {
        return new Shares(shares);
    }

    /**
     * Pairs of lengths that were seen somewhere, drawn by weight.
     *
     * @throws IllegalArgumentException when there is none, or one is out of its range
     */
    static LengthMix listed(int[] inputTokens, int[] outputTokens, double[] weights) {
        return new Listed(inputTokens, outputTokens, weights);
    }

    /** The same with what is out of bounds put at the bound. */
    default LengthMix within(Bounds input, Bounds output) {
        return input.equals(Bounds.NONE) && output.equals(Bounds.NONE) ? this : new Within(this, input, output);
    }

    /**
     * One kind of request.
     *
     * @param weight relative to the other shares; positive
     * @param output null where the server decides
     */
    record Share(double weight, Lengths input, @Nullable Lengths output) {
        public Share {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("weight of a share: " + weight);
            }
        }
    }

    /**
     * The shortest and the longest length there may be.
     *
     * @param least at least 1
     */
    record Bounds(int least, int most) {
        public static final Bounds NONE = new Bounds(1, Integer.MAX_VALUE);

        public Bounds {
            if (least < 1 || most < least) {
                throw new IllegalArgumentException("lengths from " + least + " to " + most);
            }
        }

        int within(int tokens) {
            return Math.clamp(tokens, least, most);
        }
    }

    /** Kinds of request. */
    final class Shares implements LengthMix {
        private final List<Share> shares;
        private final Weights weights;

        private Shares(List<Share> shares) {
            if (shares.isEmpty()) {
                throw new IllegalArgumentException("a mix of lengths needs a share");
            }
            this.shares = List.copyOf(shares);
            this.weights =
                    new Weights(shares.stream().mapToDouble(Share::weight).toArray());
        }

        @Override
        public Drawn draw(RandomGenerator random) {
            var share = shares.get(weights.pick(random.nextDouble()));
            int input = share.input().draw(random);
            var output = share.output();
            return new Drawn(input, output == null ? Prompt.OUTPUT_UNSET : output.draw(random));
        }

        @Override
        public boolean limitsOutput() {
            return shares.stream().anyMatch(share -> share.output() != null);
        }
    }

    /** Pairs as they were seen. */
    final class Listed implements LengthMix {
        private final int[] inputTokens;
        private final int[] outputTokens;
        private final Weights weights;

        private Listed(int[] inputTokens, int[] outputTokens, double[] weights) {
            this.inputTokens = ListedLengths.checked(inputTokens);
            this.outputTokens = ListedLengths.checked(outputTokens);
            this.weights = new Weights(weights);
            if (inputTokens.length != weights.length || outputTokens.length != weights.length) {
                throw new IllegalArgumentException(inputTokens.length + " inputs, " + outputTokens.length
                        + " outputs and " + weights.length + " weights");
            }
        }

        @Override
        public Drawn draw(RandomGenerator random) {
            int picked = weights.pick(random.nextDouble());
            return new Drawn(inputTokens[picked], outputTokens[picked]);
        }

        @Override
        public boolean limitsOutput() {
            return true;
        }
    }

    /** Another mix kept within bounds. */
    final class Within implements LengthMix {
        private final LengthMix mix;
        private final Bounds input;
        private final Bounds output;

        private Within(LengthMix mix, Bounds input, Bounds output) {
            this.mix = mix;
            this.input = input;
            this.output = output;
        }

        @Override
        public Drawn draw(RandomGenerator random) {
            var drawn = mix.draw(random);
            int asked = drawn.outputTokens();
            return new Drawn(
                    input.within(drawn.inputTokens()), asked == Prompt.OUTPUT_UNSET ? asked : output.within(asked));
        }

        @Override
        public boolean limitsOutput() {
            return mix.limitsOutput();
        }
    }
}
