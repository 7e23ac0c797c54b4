package io.streamgauge.prompt;

/**
 * The sound of videos: noise, as long as the picture.
 *
 * @param hertz its sample rate
 * @param bits of a sample that is encoded, 8, 16, 24 or 32; without a meaning to sounds that are made here
 * @param channels 1 or 2
 */
public record VideoSound(int hertz, int bits, int channels, Codec codec) {
    /** How sounds are encoded. */
    public enum Codec {
        /** Made here, where the picture is. */
        MP3("mp3", "libmp3lame"),
        AAC("aac", "aac"),
        LIBVORBIS("libvorbis", "libvorbis"),
        LIBOPUS("libopus", "libopus");

        private final String word;
        private final String encoder;

        Codec(String word, String encoder) {
            this.word = word;
            this.encoder = encoder;
        }

        /** As users call it. */
        public String word() {
            return word;
        }

        /** As ffmpeg calls it. */
        String encoder() {
            return encoder;
        }
    }

    public VideoSound {
        if (hertz < 1 || bits < 8 || bits > 32 || bits % 8 != 0 || channels < 1 || channels > 2) {
            throw new IllegalArgumentException("sound of " + hertz + " Hz, " + bits + " bits, channels " + channels);
        }
    }

    /** Whether MP3 within MP4 has that sample rate: those of MPEG-1 and MPEG-2. */
    public static boolean ownHas(int hertz) {
        return hertz >= 16_000 && Mp3Noise.has(hertz);
    }
}
