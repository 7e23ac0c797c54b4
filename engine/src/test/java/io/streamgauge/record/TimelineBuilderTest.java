package io.streamgauge.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class TimelineBuilderTest {
    @Test
    void keepsTimesAcrossGrowth() {
        try (var timeline = new TimelineBuilder(0)) {
            var expected = new long[1000];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = 5_000_000_000L + i * 15_000_000L + (i % 7) * 1_000L;
                timeline.append(expected[i]);
            }
            assertThat(timeline.count()).isEqualTo(1000);
            assertThat(timeline.at(999)).isEqualTo(expected[999]);
            assertThat(timeline.toTokenTimes()).isEqualTo(TokenTimes.of(expected));
        }
    }

    @Test
    void resetForgetsTimesAndKeepsMemory() {
        try (var timeline = new TimelineBuilder(16)) {
            for (int i = 0; i < 40; i++) {
                timeline.append(i);
            }
            var before = timeline.toTokenTimes();
            int capacity = timeline.capacity();
            timeline.reset();
            assertThat(timeline.toTokenTimes()).isSameAs(TokenTimes.EMPTY);
            timeline.append(77);
            assertThat(timeline.toTokenTimes().toArray()).containsExactly(77);
            assertThat(timeline.capacity()).isEqualTo(capacity);
            assertThat(before.count()).isEqualTo(40);
            assertThatThrownBy(() -> timeline.at(1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void appendAllocatesNothingWithinCapacity() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (var timeline = new TimelineBuilder(1300)) {
            fill(timeline, 20_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            fill(timeline, 20_000);
            long after = threads.getCurrentThreadAllocatedBytes();
            assertThat(after - before).isZero();
        }
    }

    private static void fill(TimelineBuilder timeline, int rounds) {
        for (int round = 0; round < rounds; round++) {
            timeline.reset();
            for (int i = 0; i < 1300; i++) {
                timeline.append(i);
            }
        }
    }

    @Test
    void closeMayBeCalledTwice() {
        var timeline = new TimelineBuilder(4);
        timeline.close();
        timeline.close();
        assertThatThrownBy(() -> timeline.append(1)).isInstanceOf(IllegalStateException.class);
    }
}
