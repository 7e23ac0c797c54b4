package io.streamgauge.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Noise as MPEG audio Layer III (ISO/IEC 11172-3 and 13818-3, and 2.5 for rates below 16 kHz), of a constant bit rate. No signal is
 * encoded: each frame's spectral lines are drawn, -1, 0 or 1, and written by Huffman table 1, which has no others. Every frame
 * stands for itself, without the bits of earlier ones, and its whole spectrum has one gain, so that there are no scale factors.
 */
final class Mp3Noise {
    /** Sample rates that MP3 has, by version and then as a frame's head counts them. */
    private static final List<Version> VERSIONS = List.of(
            new Version(3, List.of(44_100, 48_000, 32_000), 2, 64_000, 5, 9),
            new Version(2, List.of(22_050, 24_000, 16_000), 1, 32_000, 4, 8),
            new Version(0, List.of(11_025, 12_000, 8_000), 1, 16_000, 2, 4));

    private static final int GRANULE_SAMPLES = 576;
    private static final int MOST_PAIRS = GRANULE_SAMPLES / 2;
    /** The longest code of table 1 and two signs. */
    private static final int MOST_PAIR_BITS = 5;

    /** A sixth of full scale by root mean square, so that peaks stay below it. 4 less is half as loud. */
    private static final int GLOBAL_GAIN = 186;

    /** Decoders tell a file from chance by a second frame. */
    private static final int FEWEST_FRAMES = 2;

    /**
     * One of MPEG's.
     *
     * @param id in a frame's head
     * @param granules of 576 samples in a frame
     * @param bitsPerSecond of one channel
     * @param monoIndex of that in a frame's head
     * @param stereoIndex of twice that
     */
    private record Version(
            int id, List<Integer> hertz, int granules, int bitsPerSecond, int monoIndex, int stereoIndex) {
        int sideBytes(int channels) {
            return granules == 2 ? (channels == 1 ? 17 : 32) : (channels == 1 ? 9 : 17);
        }

        /** Where a frame begins, had the file no end. */
        long place(long frame, int hertz, int channels) {
            return frame * GRANULE_SAMPLES * granules / 8 * bitsPerSecond * channels / hertz;
        }

        long frames(double seconds, int hertz) {
            return Math.max(FEWEST_FRAMES, Math.round(seconds * hertz / (GRANULE_SAMPLES * granules)));
        }
    }

    private Mp3Noise() {}

    /** Whether MP3 has the sample rate. */
    static boolean has(int hertz) {
        return VERSIONS.stream().anyMatch(version -> version.hertz().contains(hertz));
    }

    /** How many bytes {@link #file} makes. */
    static long bytes(double seconds, int hertz, int channels) {
        var version = version(hertz);
        return version.place(version.frames(seconds, hertz), hertz, channels);
    }

    /** A file of as many whole frames as come next to that length, two at least. */
    static byte[] file(double seconds, int hertz, int channels, RandomGenerator random) {
        var version = version(hertz);
        var file = new byte[Math.toIntExact(bytes(seconds, hertz, channels))];
        long frames = version.frames(seconds, hertz);
        int shortest = (int) version.place(1, hertz, channels);
        for (long frame = 0; frame < frames; frame++) {
            int from = (int) version.place(frame, hertz, channels);
            int to = (int) version.place(frame + 1, hertz, channels);
            var bits = new Bits(file, from * 8L);
            head(bits, version, hertz, channels, to - from - shortest);
            frame(bits, version, channels, to, random);
        }
        return file;
    }

    /** How many samples a frame is. */
    static int frameSamples(int hertz) {
        return GRANULE_SAMPLES * version(hertz).granules();
    }

    /** As many frames as it takes to be no shorter than that, two at least. */
    static List<byte[]> frames(double seconds, int hertz, int channels, RandomGenerator random) {
        var version = version(hertz);
        double frame = (double) frameSamples(hertz) / hertz;
        byte[] file = file(Math.ceil(seconds / frame) * frame, hertz, channels, random);
        return LongStream.range(0, Math.max(FEWEST_FRAMES, (long) Math.ceil(seconds / frame)))
                .mapToObj(number -> Arrays.copyOfRange(file, (int) version.place(number, hertz, channels), (int)
                        version.place(number + 1, hertz, channels)))
                .toList();
    }

    private static Version version(int hertz) {
        return VERSIONS.stream()
                .filter(version -> version.hertz().contains(hertz))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("MP3 has no " + hertz + " Hz"));
    }

    private static void head(Bits bits, Version version, int hertz, int channels, int padding) {
        bits.put(0x7ff, 11);
        bits.put(version.id(), 2);
        bits.put(1, 2); // layer III
        bits.put(1, 1); // no checksum
        bits.put(channels == 1 ? version.monoIndex() : version.stereoIndex(), 4);
        bits.put(version.hertz().indexOf(hertz), 2);
        bits.put(padding, 1);
        bits.put(0, 1);
        bits.put(channels == 1 ? 3 : 0, 2); // mono, or two channels by themselves
        bits.put(0, 6); // nothing joint, no rights, no emphasis
    }

    /** Side information, and behind it the lines that it tells of; what then is left of the frame means nothing. */
    private static void frame(Bits bits, Version version, int channels, int to, RandomGenerator random) {
        int sideBytes = version.sideBytes(channels);
        int parts = version.granules() * channels;
        var lines = bits.at(bits.place() + sideBytes * 8L);
        long share = (to * 8L - lines.place()) / parts;
        boolean first = version.granules() == 2;
        // No bits of earlier frames, none of one's own, no scale factors that are said once for both granules.
        bits.put(0, first ? (channels == 1 ? 9 + 5 + 4 : 9 + 3 + 8) : (channels == 1 ? 8 + 1 : 8 + 2));
        for (int part = 0; part < parts; part++) {
            long begin = lines.place();
            int pairs = 0;
            for (; pairs < MOST_PAIRS && lines.place() - begin + MOST_PAIR_BITS <= share; pairs++) {
                pair(lines, random.nextInt());
            }
            bits.put((int) (lines.place() - begin), 12);
            bits.put(pairs, 9);
            bits.put(GLOBAL_GAIN, 8);
            bits.put(0, first ? 4 : 9); // scale factors of no bits
            bits.put(0, 1); // a long block
            bits.put(1, 5);
            bits.put(1, 5);
            bits.put(1, 5); // table 1 in all three regions
            bits.put(7, 4);
            bits.put(5, 3); // where these end makes no difference
            bits.put(0, first ? 3 : 2);
        }
    }

    /** Two lines by table 1, each 0 as often as not, and the signs of those that are not 0. */
    private static void pair(Bits bits, int random) {
        boolean x = (random & 1) != 0;
        boolean y = (random & 2) != 0;
        if (!x) {
            bits.put(1, y ? 3 : 1);
        } else {
            bits.put(y ? 0 : 1, y ? 3 : 2);
        }
        if (x) {
            bits.put((random >>> 2) & 1, 1);
        }
        if (y) {
            bits.put((random >>> 3) & 1, 1);
        }
    }

    /** Writes bits, the highest first, into bytes that are 0. */
    private static final class Bits {
        private final byte[] bytes;
        private long place;

        Bits(byte[] bytes, long place) {
            this.bytes = bytes;
            this.place = place;
        }

        long place() {
            return place;
        }

        Bits at(long other) {
            return new Bits(bytes, other);
        }

        void put(int value, int count) {
            for (int bit = count - 1; bit >= 0; bit--, place++) {
                bytes[(int) (place >>> 3)] |= (byte) (((value >>> bit) & 1) << (7 - (place & 7)));
            }
        }
    }
}
