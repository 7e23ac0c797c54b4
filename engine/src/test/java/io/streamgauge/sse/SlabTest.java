package io.streamgauge.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is written in one store is what byte after byte would have been. */
class SlabTest {
    private static final long SEED = 7;

    private final SlabPool pool = new SlabPool();

    private static byte[] contents(Slab slab) {
        return Arrays.copyOf(slab.bytes(), slab.length());
    }

    @Test
    void textsFollowEachOtherWhereverTheyLieInTheirSource() {
        var random = new SplittableRandom(SEED);
        byte[] source = new byte[160];
        random.nextBytes(source);
        var expected = new ByteArrayOutputStream();
        var slab = new Slab(pool);
        for (int from = 0; from <= source.length; from++) {
            for (int to = from; to <= Math.min(source.length, from + 90); to++) {
                slab.append(source, from, to);
                expected.write(source, from, to - from);
            }
        }
        assertThat(contents(slab)).isEqualTo(expected.toByteArray());
        slab.release();
    }
}
