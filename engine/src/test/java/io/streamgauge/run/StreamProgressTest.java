package io.streamgauge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.load.StreamLook.Stream;
import io.streamgauge.report.LiveSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamProgressTest {
    private static final long MILLI = 1_000_000;

    private final StreamProgress progress = new StreamProgress();

    /** A stream sent at 0 whose first token came at {@code first} ms. */
    private static Stream stream(int ticket, int tokens, long first, long last) {
        return new Stream(ticket, 0, tokens, first * MILLI, last * MILLI);
    }

    private void look(Stream... inFlight) {
        progress.take(List.of(inFlight), List.of());
    }

    @Test
    void aTimeToFirstTokenCountsOnceWhenItIsKnown() {
        look(new Stream(1, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE));
        assertThat(progress.firstTokens().p50()).isNaN();
        look(stream(1, 3, 20, 40));
        look(stream(1, 5, 20, 60));
        assertThat(progress.firstTokens())
                .isEqualTo(new LiveSnapshot.Spread(20, 20, List.of(Double.NaN, 20.0, Double.NaN)));
    }

    @Test
    void theGapIsTheMeanSinceTheLookBefore() {
        look(stream(1, 3, 20, 40));
        assertThat(progress.gaps().p50()).isEqualTo(10);
        // Two tokens in 60 ms since then: 30 ms each, beside the 10 of before.
        look(stream(1, 5, 20, 100));
        assertThat(progress.gaps().past()).containsExactly(10.0, 30.0);
        assertThat(progress.gaps().p50()).isEqualTo(20);
    }

    @Test
    void whatBeganAndEndedBetweenTwoLooksCountsToo() {
        progress.take(List.of(), List.of(stream(7, 11, 50, 150)));
        assertThat(progress.firstTokens().p50()).isEqualTo(50);
        assertThat(progress.gaps().p50()).isEqualTo(10);
    }

    @Test
    void aStreamThatStandsStillHasNoGap() {
        look(stream(1, 3, 20, 40));
        look(stream(1, 3, 20, 40));
        assertThat(progress.gaps().past()).containsExactly(10.0, Double.NaN);
    }

    @Test
    void whatIsLongAgoIsNoLongerTheLastSeconds() {
        look(stream(1, 2, 500, 510));
        for (int i = 0; i < 5; i++) {
            look(stream(1, 2, 500, 510));
        }
        assertThat(progress.firstTokens().p99()).isNaN();
    }

    @Test
    void progressIsWhicheverOfCountAndTimeIsFurther() {
        assertThat(new LivePhase("measure", 0, 100, 0).progress(25, 7)).isEqualTo(0.25);
        assertThat(new LivePhase("measure", 0, 0, 10_000_000_000L).progress(25, 5))
                .isEqualTo(0.5);
        assertThat(new LivePhase("measure", 0, 100, 10_000_000_000L).progress(25, 5))
                .isEqualTo(0.5);
        assertThat(LivePhase.NONE.progress(3, 3)).isNaN();
    }
}
