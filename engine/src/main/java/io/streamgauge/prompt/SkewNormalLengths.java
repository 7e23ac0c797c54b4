package io.streamgauge.prompt;

import java.util.random.RandomGenerator;

/**
 * Azzalini's skew-normal distribution, rounded to whole numbers.
 *
 * @param location in tokens; where the peak would be without skew
 * @param scale in tokens, 0 or more
 * @param shape 0 for a Gaussian; above 0 for a tail of long lengths, below 0 for one of short ones
 */
public record SkewNormalLengths(double location, double scale, double shape) implements Lengths {
    public SkewNormalLengths {
        Lengths.requireNotNegative("location", location);
        Lengths.requireNotNegative("scale", scale);
        if (!Double.isFinite(shape)) {
            throw new IllegalArgumentException("shape of lengths: " + shape);
        }
    }

    /** Of two Gaussians with a correlation that follows from the shape, the one, with the sign of the other. */
    @Override
    public int draw(RandomGenerator random) {
        double correlation = shape / StrictMath.sqrt(1 + shape * shape);
        double sign = random.nextGaussian();
        double other = random.nextGaussian();
        double skewed = correlation * Math.abs(sign) + StrictMath.sqrt(1 - correlation * correlation) * other;
        return Lengths.atLeastOne(Math.rint(location + scale * skewed));
    }
}
