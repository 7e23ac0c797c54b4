package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * Which blocks of a trace more than one of its requests has. Two Bloom filters hold what came once and what came again, 64 MB at
 * most whatever the trace; with a million different blocks one in ten thousand is taken for shared that is not, always the same ones.
 */
final class SharedBlocks {
    private static final long LEAST_BITS = 1 << 16;
    private static final long MOST_BITS = 1L << 28;

    private final long[] once;
    private final long[] again;
    private final long mask;

    SharedBlocks(long fileBytes) {
        long bits = Long.highestOneBit(Math.clamp(16 * fileBytes, LEAST_BITS, MOST_BITS));
        once = new long[(int) (bits / Long.SIZE)];
        again = new long[once.length];
        mask = bits - 1;
    }

    /** Of JSON lines with {@code hash_ids}; lines that are none are left to whoever reads them next. */
    static SharedBlocks of(Path file) throws IOException {
        var blocks = new SharedBlocks(InputFile.likelyBytes(file));
        try (var rows = new LineRows(file)) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                try {
                    for (JsonNode id : JsonFields.object(row).path("hash_ids")) {
                        if (id.isIntegralNumber()) {
                            blocks.add(id.bigIntegerValue().longValue());
                        }
                    }
                } catch (RowException e) {
                    // told by the one who makes a request of it
                }
            }
        }
        return blocks;
    }

    void add(long id) {
        set(has(once, id) ? again : once, id);
    }

    /** Whether it came more than once. */
    boolean contains(long id) {
        return has(again, id);
    }

    private boolean has(long[] bits, long id) {
        return get(bits, first(id)) && get(bits, second(id));
    }

    private void set(long[] bits, long id) {
        bits[(int) (first(id) >>> 6)] |= 1L << first(id);
        bits[(int) (second(id) >>> 6)] |= 1L << second(id);
    }

    private static boolean get(long[] bits, long place) {
        return (bits[(int) (place >>> 6)] & (1L << place)) != 0;
    }

    private long first(long id) {
        return TraceShaper.mixed(id) & mask;
    }

    private long second(long id) {
        return TraceShaper.mixed(~id) & mask;
    }
}
