package io.streamgauge.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenTimesTest {
    @Test
    void givesBackAnyTimes() {
        var random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            var expected = new long[random.nextInt(40)];
            long time = random.nextLong();
            for (int i = 0; i < expected.length; i++) {
                // From steady gaps to leaps over the whole range, backwards too: the sums wrap, as they may.
                time += round % 3 == 0 ? random.nextLong() : random.nextLong(-1_000, 20_000_000);
                expected[i] = time;
            }
            var times = TokenTimes.of(expected);
            assertThat(times.toArray()).containsExactly(expected);
            assertThat(times.count()).isEqualTo(expected.length);
            var walked = new ArrayList<Long>();
            times.forEach(walked::add);
            assertThat(walked.stream().mapToLong(Long::longValue)).containsExactly(box(expected));
            if (expected.length > 0) {
                int middle = expected.length / 2;
                assertThat(times.at(middle)).isEqualTo(expected[middle]);
                assertThat(times.first()).isEqualTo(expected[0]);
                assertThat(times.last()).isEqualTo(expected[expected.length - 1]);
            }
        }
    }

    private static Long[] box(long[] values) {
        return Arrays.stream(values).boxed().toArray(Long[]::new);
    }

    @Test
    void codesTheSecondDifferenceInLittleEndianGroupsOfSeven() {
        // 100, 110 (gap 10), 120 (gap 10), 60 (gap -60): changes 10, 0, -70 -> zigzag 20, 0, 139 = 0x8b 0x01.
        var times = TokenTimes.encoded(new byte[] {20, 0, (byte) 0x8b, 1}, 4, 100, 60);
        assertThat(times.toArray()).containsExactly(100, 110, 120, 60);
        assertThat(times)
                .isEqualTo(TokenTimes.of(100, 110, 120, 60))
                .hasSameHashCodeAs(TokenTimes.of(100, 110, 120, 60));
        assertThat(times).isNotEqualTo(TokenTimes.of(100, 110, 120, 61));
    }

    @Test
    void codedBytesStayTheCallersOwn() {
        var bytes = new byte[] {20};
        var times = TokenTimes.encoded(bytes, 2, 100, 110);
        bytes[0] = 40;
        assertThat(times.toArray()).containsExactly(100, 110);
    }

    @Test
    void refusesBytesThatDoNotFit() {
        assertThatThrownBy(() -> TokenTimes.encoded(new byte[] {20}, 3, 100, 110))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hold 2 token times, not 3");
        assertThatThrownBy(() -> TokenTimes.encoded(new byte[] {20, (byte) 0x80}, 2, 100, 110))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenTimes.encoded(new byte[] {20}, 2, 100, 111))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("110, not 111");
    }

    @Test
    void emptyHasNoTimes() {
        assertThat(TokenTimes.of()).isSameAs(TokenTimes.EMPTY);
        assertThat(TokenTimes.EMPTY.first()).isEqualTo(RequestRecord.ABSENT);
        assertThat(TokenTimes.EMPTY.last()).isEqualTo(RequestRecord.ABSENT);
        assertThatThrownBy(() -> TokenTimes.EMPTY.at(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
