package io.streamgauge.prompt;

import static io.streamgauge.prompt.Mp4Box.be2;
import static io.streamgauge.prompt.Mp4Box.be4;
import static io.streamgauge.prompt.Mp4Box.box;
import static io.streamgauge.prompt.Mp4Box.full;
import static io.streamgauge.prompt.Mp4Box.join;
import static io.streamgauge.prompt.Mp4Box.text;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** What an MP4 file plays: samples, each as long as the others. */
final class Mp4Track {
    private static final int JPEG = 0x6C;
    private static final int VISUAL = 4;
    private static final int MPEG1_AUDIO = 0x6B;
    private static final int MPEG2_AUDIO = 0x69;
    private static final int AUDIO = 5;

    /** The rates from here on are those of MPEG-1. */
    private static final int MPEG1_HERTZ = 32_000;

    private static final int SOUND_TRACK = 2;
    /** It is enabled, and part of the movie. */
    private static final int ENABLED = 3;

    private final Kind kind;
    private final int ticksPerSecond;
    private final int sampleTicks;
    /** How samples are encoded, as the file says it. */
    private final byte[] entry;

    private final List<byte[]> samples;

    private enum Kind {
        PICTURE("vide", "video", 0),
        SOUND("soun", "sound", 0x100);

        private final String handler;
        private final String name;
        /** 1 in 256ths. */
        private final int volume;

        Kind(String handler, String name, int volume) {
            this.handler = handler;
            this.name = name;
            this.volume = volume;
        }
    }

    private Mp4Track(Kind kind, int ticksPerSecond, int sampleTicks, byte[] entry, List<byte[]> samples) {
        this.kind = kind;
        this.ticksPerSecond = ticksPerSecond;
        this.sampleTicks = sampleTicks;
        this.entry = entry;
        this.samples = samples;
    }

    /** @param frames JPEG files, all of that size */
    static Mp4Track motionJpeg(int width, int height, int framesPerSecond, List<byte[]> frames) {
        byte[] entry = box(
                "mp4v",
                new byte[6],
                be2(1),
                new byte[16],
                be2(width),
                be2(height),
                be4(72 << 16),
                be4(72 << 16),
                be4(0),
                be2(1),
                new byte[32],
                be2(24),
                be2(0xFFFF),
                Mp4Box.streamDescription(1, JPEG, VISUAL));
        return new Mp4Track(Kind.PICTURE, framesPerSecond, 1, entry, frames);
    }

    /** @param frames of MP3, one sample each */
    static Mp4Track mp3(int hertz, int channels, List<byte[]> frames) {
        byte[] entry = box(
                "mp4a",
                new byte[6],
                be2(1),
                new byte[8],
                be2(channels),
                be2(16),
                be4(0),
                be4(hertz << 16),
                Mp4Box.streamDescription(SOUND_TRACK, hertz >= MPEG1_HERTZ ? MPEG1_AUDIO : MPEG2_AUDIO, AUDIO));
        return new Mp4Track(Kind.SOUND, hertz, Mp3Noise.frameSamples(hertz), entry, frames);
    }

    /** How long it is by another clock. */
    int ticks(int perSecond) {
        return Math.toIntExact((long) samples.size() * sampleTicks * perSecond / ticksPerSecond);
    }

    int bytes() {
        return samples.stream().mapToInt(sample -> sample.length).sum();
    }

    /**
     * What the movie says of it.
     *
     * @param number from 1
     * @param width of the movie; without a meaning to sounds
     * @param length of the movie by its own clock, where this is cut off
     * @param at where in the file its samples are
     */
    byte[] description(int number, int width, int height, int length, int at) {
        boolean picture = kind == Kind.PICTURE;
        byte[] header = full(
                "tkhd",
                ENABLED,
                be4(0),
                be4(0),
                be4(number),
                be4(0),
                be4(length),
                new byte[12],
                be2(kind.volume),
                be2(0),
                Mp4Box.matrix(),
                be4(picture ? width << 16 : 0),
                be4(picture ? height << 16 : 0));
        byte[] cut = picture ? new byte[0] : box("edts", full("elst", 0, be4(1), be4(length), be4(0), be4(0x10000)));
        return box("trak", header, cut, media(at));
    }

    private byte[] media(int at) {
        // "und" in five bits a letter: no language.
        byte[] header = full(
                "mdhd", 0, be4(0), be4(0), be4(ticksPerSecond), be4(samples.size() * sampleTicks), be2(0x55C4), be2(0));
        byte[] handler = full("hdlr", 0, be4(0), text(kind.handler), new byte[12], text(kind.name + "\0"));
        byte[] data = box("dinf", full("dref", 0, be4(1), full("url ", 1)));
        byte[] kindHeader = kind == Kind.PICTURE ? full("vmhd", 1, new byte[8]) : full("smhd", 0, new byte[4]);
        return box("mdia", header, handler, box("minf", kindHeader, data, table(at)));
    }

    private byte[] table(int at) {
        ByteArrayOutputStream sizes = new ByteArrayOutputStream();
        samples.forEach(sample -> sizes.writeBytes(be4(sample.length)));
        return box(
                "stbl",
                full("stsd", 0, be4(1), entry),
                full("stts", 0, be4(1), be4(samples.size()), be4(sampleTicks)),
                full("stsc", 0, be4(1), be4(1), be4(samples.size()), be4(1)),
                full("stsz", 0, be4(0), be4(samples.size()), sizes.toByteArray()),
                full("stco", 0, be4(1), be4(at)));
    }

    byte[] data() {
        return join(samples.toArray(byte[][]::new));
    }
}
