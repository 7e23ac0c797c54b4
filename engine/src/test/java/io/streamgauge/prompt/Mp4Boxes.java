package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Videos that are made without ffmpeg, as a reader of the format finds them: boxes within boxes. */
final class Mp4Boxes {
    private static final String URL = "data:video/mp4;base64,";

    private Mp4Boxes() {}

    static byte[] video(VideoShape shape, long index) {
        String url = new VideoMaker(shape, new Ffmpeg("none")).video(new SeededRandom(3, 1, index));
        assertThat(url).startsWith(URL);
        return Base64.getDecoder().decode(url.substring(URL.length()));
    }

    /** What is in the boxes of a type that lie beside each other. */
    static List<ByteBuffer> all(ByteBuffer parent, String type) {
        List<ByteBuffer> found = new ArrayList<>();
        for (int at = 0; at < parent.limit(); at += parent.getInt(at)) {
            byte[] name = new byte[4];
            parent.get(at + 4, name);
            assertThat(parent.getInt(at)).isBetween(8, parent.limit() - at);
            if (new String(name, StandardCharsets.US_ASCII).equals(type)) {
                found.add(parent.slice(at + 8, parent.getInt(at) - 8));
            }
        }
        return found;
    }

    /** What is in the first box of the last type, in the first ones of those before it. */
    static ByteBuffer box(ByteBuffer parent, String... path) {
        ByteBuffer in = parent;
        for (String type : path) {
            List<ByteBuffer> boxes = all(in, type);
            assertThat(boxes).as("boxes %s", type).isNotEmpty();
            in = boxes.getFirst();
        }
        return in;
    }

    static ByteBuffer box(byte[] file, String... path) {
        return box(ByteBuffer.wrap(file), path);
    }

    /** What comes behind so many bytes of a box. */
    static ByteBuffer behind(int bytes, ByteBuffer box) {
        return box.slice(bytes, box.limit() - bytes);
    }

    /** Frames of a track, which all lie in one piece. */
    static List<byte[]> samples(byte[] file, ByteBuffer track) {
        ByteBuffer table = box(track, "mdia", "minf", "stbl");
        ByteBuffer sizes = box(table, "stsz");
        ByteBuffer chunks = box(table, "stco");
        assertThat(chunks.getInt(4)).isEqualTo(1);
        int at = chunks.getInt(8);
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < sizes.getInt(8); i++) {
            int size = sizes.getInt(12 + 4 * i);
            samples.add(Arrays.copyOfRange(file, at, at + size));
            at += size;
        }
        assertThat(at).isLessThanOrEqualTo(file.length);
        return samples;
    }
}
