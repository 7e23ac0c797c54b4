package io.streamgauge.prompt;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Kinds of request, each with its own input and output lengths, drawn by weight. */
public record LengthMix(List<Share> shares) {
    /**
     * One kind of request.
     *
     * @param weight relative to the other shares; positive
     * @param output null where the server decides
     */
    public record Share(
            double weight, Lengths input, @Nullable Lengths output) {
        public Share {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("weight of a share: " + weight);
            }
        }
    }

    record Drawn(int inputTokens, int outputTokens) {}

    public LengthMix {
        shares = List.copyOf(shares);
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("a mix of lengths needs a share");
        }
    }

    public static LengthMix of(Lengths input, @Nullable Lengths output) {
        return new LengthMix(List.of(new Share(1, input, output)));
    }

    /** Whether any answer has a length to ask for. */
    public boolean limitsOutput() {
        return shares.stream().anyMatch(share -> share.output() != null);
    }

    Drawn draw(RandomGenerator random) {
        var share = pick(random.nextDouble());
        int input = share.input().draw(random);
        var output = share.output();
        return new Drawn(input, output == null ? Prompt.OUTPUT_UNSET : output.draw(random));
    }

    private Share pick(double point) {
        double left = point * shares.stream().mapToDouble(Share::weight).sum();
        for (Share share : shares) {
            left -= share.weight();
            if (left < 0) {
                return share;
            }
        }
        return shares.getLast();
    }
}
