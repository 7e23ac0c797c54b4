package io.streamgauge.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is written in one store or cut between blocks is what byte after byte would have been, and tapes never meet. */
class TapeTest {
    private static final long SEED = 7;
    private static final int TAPES = 40;
    private static final int STEPS = 60_000;
    private static final int MOST_BYTES = 4_000;
    /** A tape uses all of its blocks but the last, and four bytes of each are not its own. */
    private static final double BYTES_HELD = MOST_BYTES * 128 / 124.0 + 128;

    private final SlabPool pool = new SlabPool();

    @AfterEach
    void free() {
        pool.close();
    }

    /** A tape and what it should hold. */
    private record Pair(Tape tape, ByteArrayOutputStream expected) {
        private void isRight(String when) {
            assertThat(tape.toArray()).as(when).isEqualTo(expected.toByteArray());
            assertThat(tape.length()).as(when).isEqualTo(expected.size());
        }

        private void clear() {
            tape.clear();
            expected.reset();
        }

        private void number(long value) {
            tape.appendVarint(value);
            leb128(value, expected);
        }
    }

    private Pair pair() {
        return new Pair(new Tape(pool), new ByteArrayOutputStream());
    }

    private static void leb128(long value, ByteArrayOutputStream to) {
        long rest = value;
        while (rest >>> 7 != 0) {
            to.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        to.write((int) rest);
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new SplittableRandom(SEED).nextBytes(bytes);
        return bytes;
    }

    private static LongStream values() {
        LongStream edges =
                LongStream.range(0, 64).flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, ~(1L << bit)));
        return LongStream.concat(edges, new SplittableRandom(SEED).longs(500).map(value -> value >>> (value & 63)));
    }

    @Test
    void numbersAreLeb128WhereverABlockEnds() {
        byte[] before = noise(300);
        for (int bytes = 108; bytes <= 132; bytes++) {
            Pair pair = pair();
            pair.tape.append(before, 0, bytes);
            pair.expected.write(noise(300), 0, bytes);
            values().forEach(pair::number);
            pair.isRight("behind " + bytes + " bytes");
        }
    }

    @Test
    void numbersAreReadAsTheyWereWritten() {
        var tape = new Tape(pool);
        values().forEach(tape::appendVarint);
        var read = new VarintReader(tape.toArray(), tape.length());
        values().forEach(value -> assertThat(read.next()).isEqualTo(value));
        assertThat(read.hasNext()).isFalse();
    }

    @Test
    void textsFollowEachOtherWhereverTheyLieInTheirSource() {
        byte[] source = noise(160);
        Pair pair = pair();
        for (int from = 0; from <= source.length; from++) {
            for (int to = from; to <= Math.min(source.length, from + 90); to++) {
                pair.tape.append(source, from, to);
                pair.expected.write(source, from, to - from);
            }
        }
        pair.isRight("at last");
    }

    @Test
    void tapesThatGrowAndEndBesideEachOtherKeepTheirOwnAndTakeNoMoreThanTheyHoldAtOnce() {
        var random = new SplittableRandom(SEED);
        byte[] source = noise(700);
        var pairs = Stream.generate(this::pair).limit(TAPES).toList();
        for (int step = 0; step < STEPS; step++) {
            Pair pair = pairs.get(random.nextInt(TAPES));
            if (pair.expected.size() > MOST_BYTES - source.length || random.nextInt(300) == 0) {
                pair.isRight("step " + step);
                pair.clear();
            } else if (random.nextBoolean()) {
                pair.number(random.nextLong() >>> random.nextInt(64));
            } else {
                int from = random.nextInt(source.length);
                int to = random.nextInt(50) == 0 ? source.length : Math.min(source.length, from + random.nextInt(12));
                pair.tape.append(source, from, to);
                pair.expected.write(source, from, to - from);
            }
        }
        pairs.forEach(pair -> pair.isRight("at last"));
        assertThat(pool.blocks().allocatedBytes()).isLessThan((long) (TAPES * BYTES_HELD) + (1 << 20));
    }

    @Test
    void memoryThatOneTapeGaveBackIsAnothers() {
        byte[] text = noise(3 << 20);
        for (int round = 0; round < 10; round++) {
            var tape = new Tape(pool);
            tape.append(text, 0, 3 << 20);
            tape.clear();
        }
        assertThat(pool.blocks().allocatedBytes()).isEqualTo(4 << 20);
    }

    @Test
    void whatBeginsAsTheTapeDoesIsTold() {
        byte[] source = noise(2_000);
        for (int length : new int[] {0, 1, 123, 124, 125, 600, 1_000}) {
            var tape = new Tape(pool);
            tape.append(source, 3, 3 + length);
            assertThat(tape.isPrefixOf(source, 3, 2_000)).as("%d bytes", length).isTrue();
            assertThat(tape.isPrefixOf(source, 3, 3 + length))
                    .as("%d bytes", length)
                    .isTrue();
            if (length > 0) {
                assertThat(tape.isPrefixOf(source, 3, 2 + length))
                        .as("too short")
                        .isFalse();
                var other = new byte[2_000];
                System.arraycopy(source, 0, other, 0, other.length);
                other[2 + length] ^= 1;
                assertThat(tape.isPrefixOf(other, 3, 2_000))
                        .as("%d bytes, the last one another", length)
                        .isFalse();
            }
        }
    }
}
