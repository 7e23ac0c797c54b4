package io.streamgauge.sse;

import java.util.List;

/** Any bytes as a stream: with the comparison and without, in one piece and in two, the same events are told. */
public final class ReaderFuzz {
    private static final TextPaths PATHS = ChatPaths.compiled();
    private static final int LIMIT = 4_096;

    private ReaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 2) {
            return;
        }
        byte[] stream = java.util.Arrays.copyOfRange(data, 2, data.length);
        int cut = (((data[0] & 0xff) << 8) | (data[1] & 0xff)) % (stream.length + 1);
        try (SlabPool pool = new SlabPool()) {
            EventReader parsing = new EventReader(pool, new TextFinder(), LIMIT).withoutTemplate();
            EventReader comparing = new EventReader(pool, new TextFinder(), LIMIT);
            List<Told> expected = Told.by(parsing, PATHS, stream);
            List<Told> seen = Told.by(comparing, PATHS, stream, cut);
            parsing.end();
            comparing.end();
            if (!expected.equals(seen)) {
                throw new IllegalStateException("cut at " + cut + ": " + seen + " in place of " + expected);
            }
        }
    }
}
