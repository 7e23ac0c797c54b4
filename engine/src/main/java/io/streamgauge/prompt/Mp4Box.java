package io.streamgauge.prompt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The parts that an MP4 file is put together of (ISO/IEC 14496-12 and -14). */
final class Mp4Box {
    /** A box's length and type. */
    static final int HEADER = 8;

    private static final int[] IDENTITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

    private Mp4Box() {}

    static byte[] box(String type, byte[]... parts) {
        byte[] content = join(parts);
        return join(be4(HEADER + content.length), text(type), content);
    }

    /** One with a version, 0, and flags. */
    static byte[] full(String type, int flags, byte[]... parts) {
        return box(type, be4(flags), join(parts));
    }

    /** What a stream is, of MPEG-4's types of objects. */
    static byte[] streamDescription(int track, int objectType, int streamType) {
        // The last bit is reserved and set.
        byte[] kind = {(byte) objectType, (byte) (streamType << 2 | 1)};
        byte[] decoder = descriptor(4, kind, new byte[3], be4(0), be4(0));
        byte[] layer = descriptor(6, new byte[] {2});
        return full("esds", 0, descriptor(3, be2(track), new byte[1], decoder, layer));
    }

    private static byte[] descriptor(int tag, byte[]... parts) {
        byte[] content = join(parts);
        return join(new byte[] {(byte) tag, (byte) content.length}, content);
    }

    /** Of a picture that is not turned. */
    static byte[] matrix() {
        ByteArrayOutputStream matrix = new ByteArrayOutputStream();
        for (int value : IDENTITY) {
            matrix.writeBytes(be4(value));
        }
        return matrix.toByteArray();
    }

    static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] be2(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    static byte[] be4(int value) {
        return join(be2(value >> 16), be2(value));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
