package io.streamgauge.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final Backlog backlog = new Backlog(10 << 20, nanos::get);
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void isFullBeyondItsLimit() {
        backlog.add(10 << 20);
        assertThat(backlog.isFull(told::incrementAndGet)).isFalse();
        backlog.add(1);
        assertThat(backlog.isFull(told::incrementAndGet)).isTrue();
        assertThat(told).hasValue(0);
    }

    @Test
    void whoWaitsIsToldOnceThereIsRoom() {
        backlog.add(11 << 20);
        backlog.add(11 << 20);
        assertThat(backlog.isFull(told::incrementAndGet)).isTrue();
        assertThat(backlog.isFull(told::incrementAndGet)).isTrue();
        backlog.remove(11 << 20);
        assertThat(told).hasValue(0);
        backlog.remove(11 << 20);
        assertThat(told).hasValue(2);
        backlog.add(11 << 20);
        backlog.remove(11 << 20);
        assertThat(told).hasValue(2);
    }

    @Test
    void nobodyWaitsForWhatIsNotBookedAnyMore() {
        backlog.add(11 << 20);
        assertThat(backlog.isFull(told::incrementAndGet)).isTrue();
        backlog.open();
        assertThat(told).hasValue(1);
        assertThat(backlog.isFull(told::incrementAndGet)).isFalse();
    }

    @Test
    void saysHowOftenAndHowLongNothingBegan() {
        assertThat(backlog.note()).isEmpty();
        for (int i = 0; i < 2; i++) {
            backlog.add(11 << 20);
            assertThat(backlog.isFull(told::incrementAndGet)).isTrue();
            nanos.addAndGet(500_000_000);
            assertThat(backlog.isFull(told::incrementAndGet)).isTrue();
            nanos.addAndGet(1_000_000_000);
            backlog.remove(11 << 20);
        }
        assertThat(backlog.note())
                .hasValueSatisfying(note -> assertThat(note)
                        .contains("for 3.000 s in all (2 times) nothing was begun")
                        .contains("more than 10 MB"));
    }
}
