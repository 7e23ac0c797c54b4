package io.streamgauge.prompt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An MP4 file of one track of Motion JPEG (ISO/IEC 14496-12 and -14; JPEG is object type 0x6C): {@code ftyp}, {@code moov} and then
 * {@code mdat}, so that it can be read from its beginning.
 */
final class Mp4File {
    private static final int MOVIE_TIMESCALE = 1000;
    private static final int JPEG = 0x6C;
    /** Visual stream; the last bit is reserved and set. */
    private static final int VISUAL = 4 << 2 | 1;
    /** The box's header: the only thing between {@code moov} and the frames. */
    private static final int HEADER = 8;

    private static final int[] IDENTITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

    private final int width;
    private final int height;
    private final int framesPerSecond;
    private final List<byte[]> frames;

    private Mp4File(int width, int height, int framesPerSecond, List<byte[]> frames) {
        this.width = width;
        this.height = height;
        this.framesPerSecond = framesPerSecond;
        this.frames = frames;
    }

    /** @param frames JPEG files, all of that size */
    static byte[] of(int width, int height, int framesPerSecond, List<byte[]> frames) {
        return new Mp4File(width, height, framesPerSecond, frames).bytes();
    }

    private byte[] bytes() {
        byte[] type = box("ftyp", text("isom"), be4(0x200), text("isomiso2mp41"));
        // Where the frames begin stands in the moov before them, whose length does not depend on it.
        int start = type.length + moov(0).length + HEADER;
        byte[] all = join(frames.toArray(byte[][]::new));
        return join(type, moov(start), box("mdat", all));
    }

    private byte[] moov(int framesAt) {
        int millis = Math.toIntExact((long) frames.size() * MOVIE_TIMESCALE / framesPerSecond);
        byte[] header = full(
                "mvhd",
                0,
                be4(0),
                be4(0),
                be4(MOVIE_TIMESCALE),
                be4(millis),
                be4(0x10000),
                be2(0x100),
                new byte[10],
                matrix(),
                new byte[24],
                be4(2));
        // 3: it is enabled, and part of the movie.
        byte[] track = full(
                "tkhd",
                3,
                be4(0),
                be4(0),
                be4(1),
                be4(0),
                be4(millis),
                new byte[16],
                matrix(),
                be4(width << 16),
                be4(height << 16));
        return box("moov", header, box("trak", track, media(framesAt)));
    }

    private byte[] media(int framesAt) {
        // "und" in five bits a letter: no language.
        byte[] header = full("mdhd", 0, be4(0), be4(0), be4(framesPerSecond), be4(frames.size()), be2(0x55C4), be2(0));
        byte[] handler = full("hdlr", 0, be4(0), text("vide"), new byte[12], text("video\0"));
        byte[] here = full("url ", 1);
        byte[] data = box("dinf", full("dref", 0, be4(1), here));
        byte[] information = box("minf", full("vmhd", 1, new byte[8]), data, samples(framesAt));
        return box("mdia", header, handler, information);
    }

    private byte[] samples(int framesAt) {
        ByteArrayOutputStream sizes = new ByteArrayOutputStream();
        frames.forEach(frame -> sizes.writeBytes(be4(frame.length)));
        return box(
                "stbl",
                full("stsd", 0, be4(1), entry()),
                full("stts", 0, be4(1), be4(frames.size()), be4(1)),
                full("stsc", 0, be4(1), be4(1), be4(frames.size()), be4(1)),
                full("stsz", 0, be4(0), be4(frames.size()), sizes.toByteArray()),
                full("stco", 0, be4(1), be4(framesAt)));
    }

    private byte[] entry() {
        return box(
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
                streamDescription());
    }

    private byte[] streamDescription() {
        byte[] decoder = descriptor(4, new byte[] {JPEG, VISUAL}, new byte[3], be4(0), be4(0));
        byte[] layer = descriptor(6, new byte[] {2});
        return full("esds", 0, descriptor(3, be2(1), new byte[1], decoder, layer));
    }

    private static byte[] descriptor(int tag, byte[]... parts) {
        byte[] content = join(parts);
        return join(new byte[] {(byte) tag, (byte) content.length}, content);
    }

    private static byte[] full(String type, int flags, byte[]... parts) {
        return box(type, be4(flags), join(parts));
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] content = join(parts);
        return join(be4(HEADER + content.length), text(type), content);
    }

    private static byte[] matrix() {
        ByteArrayOutputStream matrix = new ByteArrayOutputStream();
        for (int value : IDENTITY) {
            matrix.writeBytes(be4(value));
        }
        return matrix.toByteArray();
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] be2(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static byte[] be4(int value) {
        return join(be2(value >> 16), be2(value));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
