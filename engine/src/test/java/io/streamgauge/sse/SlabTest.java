package io.streamgauge.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever is written in one store is what byte after byte would have been. */
class SlabTest {
    private static final long SEED = 7;

    private final SlabPool pool = new SlabPool();

    private static byte[] contents(Slab slab) {
        return slab.segment().asSlice(0, slab.length()).toArray(ValueLayout.JAVA_BYTE);
    }

    private static LongStream values() {
        LongStream edges =
                LongStream.range(0, 64).flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, ~(1L << bit)));
        return LongStream.concat(edges, new SplittableRandom(SEED).longs(500).map(value -> value >>> (value & 63)));
    }

    @Test
    void numbersAreLeb128() {
        values().forEach(value -> {
            var expected = new ByteArrayOutputStream();
            long rest = value;
            while (rest >>> 7 != 0) {
                expected.write((int) (rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            expected.write((int) rest);
            var slab = new Slab(pool);
            slab.append((byte) 1);
            slab.appendVarint(value);
            slab.append((byte) 2);
            byte[] bytes = contents(slab);
            assertThat(Arrays.copyOfRange(bytes, 1, bytes.length - 1))
                    .as("of %d", value)
                    .isEqualTo(expected.toByteArray());
            assertThat(bytes[bytes.length - 1]).isEqualTo((byte) 2);
            slab.release();
        });
    }

    @Test
    void textsFollowEachOtherWhereverTheyLieInTheirSource() {
        var random = new SplittableRandom(SEED);
        byte[] source = new byte[160];
        random.nextBytes(source);
        MemorySegment segment = MemorySegment.ofArray(source);
        var expected = new ByteArrayOutputStream();
        var slab = new Slab(pool);
        for (int from = 0; from <= source.length; from++) {
            for (int to = from; to <= Math.min(source.length, from + 90); to++) {
                slab.append(segment, from, to);
                expected.write(source, from, to - from);
            }
        }
        assertThat(contents(slab)).isEqualTo(expected.toByteArray());
        slab.release();
    }
}
