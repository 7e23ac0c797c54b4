package io.streamgauge.prompt;

import java.util.List;

/** Images, sounds and videos to make for each request. */
public record MediaShape(Images images, Sounds sounds, VideoShape videos) {
    /**
     * Images.
     *
     * @param count of one request; 0 for none
     * @param width in pixels
     * @param height in pixels
     * @param formats {@code png}, {@code jpeg}; each image has one of them at random
     * @param source what they show
     */
    public record Images(int count, Lengths width, Lengths height, List<String> formats, ImageSource source) {
        public Images {
            formats = List.copyOf(formats);
            if (count < 0 || formats.isEmpty()) {
                throw new IllegalArgumentException("images " + count + ", formats " + formats);
            }
        }
    }

    /**
     * Sounds.
     *
     * @param count of one request; 0 for none
     * @param format in which all of them are
     * @param seconds mean and deviation of a sound's length
     * @param hertz sample rates, one of which each sound has at random
     * @param bits sample depths, as the rates: 8, 16, 24 or 32; without a meaning to MP3
     * @param channels 1 or 2
     */
    public record Sounds(
            int count, SoundFormat format, Spread seconds, List<Integer> hertz, List<Integer> bits, int channels) {
        public Sounds {
            hertz = List.copyOf(hertz);
            bits = List.copyOf(bits);
            if (count < 0 || channels < 1 || channels > 2) {
                throw new IllegalArgumentException("sounds " + count + ", channels " + channels);
            }
            if (hertz.isEmpty() || bits.isEmpty()) {
                throw new IllegalArgumentException("no sample rate or depth to choose from");
            }
        }
    }

    /** Kinds of files that sounds are made as. */
    public enum SoundFormat {
        WAV,
        MP3;

        /** Whether sounds of that sample rate can be made so. */
        public boolean has(int hertz) {
            return this == MP3 ? Mp3Noise.has(hertz) : hertz >= 1000 && hertz <= 384_000;
        }
    }

    /** A Gaussian. */
    public record Spread(double mean, double stddev) {
        public Spread {
            if (!(mean >= 0) || !(stddev >= 0)) {
                throw new IllegalArgumentException("mean " + mean + ", deviation " + stddev);
            }
        }
    }

    public boolean isNothing() {
        return images.count() == 0 && sounds.count() == 0 && videos.count() == 0;
    }
}
