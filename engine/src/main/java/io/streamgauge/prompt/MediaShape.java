package io.streamgauge.prompt;

import java.util.List;

/**
 * Images and sounds to make for each request.
 *
 * @param images of one request; 0 for none
 * @param width in pixels
 * @param height in pixels
 * @param formats {@code png}, {@code jpeg}; each image has one of them at random
 * @param sounds of one request; 0 for none
 * @param seconds mean and deviation of a sound's length
 * @param hertz sample rates, one of which each sound has at random
 * @param bits sample depths, as the rates: 8, 16, 24 or 32
 * @param channels 1 or 2
 */
public record MediaShape(
        int images,
        Lengths width,
        Lengths height,
        List<String> formats,
        int sounds,
        Spread seconds,
        List<Integer> hertz,
        List<Integer> bits,
        int channels) {
    /** A Gaussian. */
    public record Spread(double mean, double stddev) {
        public Spread {
            if (!(mean >= 0) || !(stddev >= 0)) {
                throw new IllegalArgumentException("mean " + mean + ", deviation " + stddev);
            }
        }
    }

    public MediaShape {
        formats = List.copyOf(formats);
        hertz = List.copyOf(hertz);
        bits = List.copyOf(bits);
        if (images < 0 || sounds < 0 || channels < 1 || channels > 2) {
            throw new IllegalArgumentException("images " + images + ", sounds " + sounds + ", channels " + channels);
        }
        if (formats.isEmpty() || hertz.isEmpty() || bits.isEmpty()) {
            throw new IllegalArgumentException("no format, sample rate or depth to choose from");
        }
    }

    public boolean isNothing() {
        return images == 0 && sounds == 0;
    }
}
