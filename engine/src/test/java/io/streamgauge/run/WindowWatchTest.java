package io.streamgauge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.metrics.MeasuredWindow;
import io.streamgauge.plan.LoadPlan.Windows;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.record.TokenTimes;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowWatchTest {
    private static final long START = 5_000;
    private static final long LENGTH = 1_000;

    private static RequestRecord ending(long endNanos, long latencyNanos) {
        return new RequestRecord(
                0,
                Phase.MEASURE,
                null,
                Status.OK,
                200,
                null,
                endNanos - latencyNanos,
                endNanos - latencyNanos,
                endNanos,
                TokenTimes.of(endNanos),
                endNanos,
                endNanos,
                1,
                1,
                null,
                0,
                Stamp.USER,
                0,
                null,
                0,
                0,
                null);
    }

    private static WindowWatch watch(double stability) {
        WindowWatch watch = new WindowWatch(new Windows(LENGTH, stability, 10));
        watch.begin(START);
        return watch;
    }

    /** Sends windows of so many requests, evenly; the window, from 0, with whose end the watch was content; -1 for none. */
    private static int content(WindowWatch watch, long latencyNanos, int... requests) {
        for (int window = 0; window < requests.length; window++) {
            for (int i = 0; i < requests[window]; i++) {
                if (watch.ends(ending(START + window * LENGTH + i * LENGTH / requests[window], latencyNanos))) {
                    return window - 1;
                }
            }
        }
        return -1;
    }

    @Test
    void threeWindowsThatAgreeEndIt() {
        WindowWatch watch = watch(0.1);
        assertThat(content(watch, 50, 10, 20, 40, 41, 42, 1)).isEqualTo(4);
        assertThat(watch.isStable()).isTrue();
        assertThat(watch.measured()).isEqualTo(new MeasuredWindow(START + 2 * LENGTH, START + 5 * LENGTH));
    }

    @Test
    void genaiPerfsDefaultIsContentWithTheFirstThree() {
        WindowWatch watch = watch(9.99);
        assertThat(content(watch, 50, 10, 20, 40, 1)).isEqualTo(2);
        assertThat(watch.measured()).isEqualTo(new MeasuredWindow(START, START + 3 * LENGTH));
    }

    @Test
    void latencyMustAgreeToo() {
        WindowWatch watch = watch(0.1);
        for (int window = 0; window < 4; window++) {
            for (int i = 0; i < 10; i++) {
                assertThat(watch.ends(ending(START + window * LENGTH + i * 100L, window % 2 == 0 ? 50 : 80)))
                        .isFalse();
            }
        }
    }

    @Test
    void windowsInWhichNothingEndedNeverAgree() {
        WindowWatch watch = watch(9.99);
        assertThat(watch.ends(ending(START + 9 * LENGTH + 1, 50))).isFalse();
        assertThat(watch.isStable()).isFalse();
        assertThat(watch.measured()).isEqualTo(new MeasuredWindow(START + 7 * LENGTH, START + 10 * LENGTH));
    }

    @Test
    void whatEndedOutsideDoesNotCount() {
        MeasuredWindow window = new MeasuredWindow(100, 200);
        List<RequestRecord> kept = window.of(List.of(ending(99, 5), ending(100, 5), ending(199, 5), ending(200, 5)));
        assertThat(kept).extracting(RequestRecord::endNanos).containsExactly(100L, 199L);
    }
}
