package io.streamgauge.metrics;

import static io.streamgauge.metrics.Recordings.failed;
import static io.streamgauge.metrics.Recordings.ok;
import static io.streamgauge.metrics.Recordings.warmup;
import static io.streamgauge.metrics.Recordings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final SummaryOptions OPTIONS = SummaryOptions.ofStreaming();

    private static Stages stages(long start, Stage... stages) {
        return new Stages(start, List.of(stages));
    }

    @Test
    void aRequestBelongsWhereItWasDueAndTokensWhereTheyCame() {
        // Of 0 to 100, 100 to 300 and 300 to 400, from 1_000; two tokens an event.
        var figures = stages(1_000, new Stage(0, 100, 2), new Stage(100, 300, 1), new Stage(300, 400, 3))
                .figures(
                        List.of(
                                warmup(ok(9, 1_000, 2, 1_001, 1_002)),
                                ok(0, 1_000, 6, 1_050, 1_099, 1_100),
                                ok(1, 1_099, 4, 1_299, 1_500),
                                failed(2, 1_100, Status.TIMEOUT, 0, "x"),
                                ok(3, 1_300, 2, 1_310)),
                        OPTIONS);
        assertThat(figures).extracting(StageFigures::sent).containsExactly(2L, 1L, 1L);
        assertThat(figures).extracting(StageFigures::inFlight).containsExactly(2L, 1L, 1L);
        assertThat(figures).extracting(StageFigures::outputTokens).containsExactly(4.0, 4.0, 2.0);
        assertThat(figures).extracting(StageFigures::seconds).containsExactly(100e-9, 200e-9, 100e-9);
        assertThat(figures).extracting(each -> each.summary().counts().kept()).containsExactly(2L, 0L, 1L);
        assertThat(figures).extracting(each -> each.summary().counts().failed()).containsExactly(0L, 1L, 0L);
        assertThat(figures.getFirst().summary().distribution(Metric.TIME_TO_FIRST_TOKEN))
                .isEqualTo(Statistics.of(new double[] {50, 200}, 1e-6));
        assertThat(figures.getFirst().sentPerSecond()).isEqualTo(2 / 100e-9);
        assertThat(figures.get(1).tokensPerSecond()).isEqualTo(4 / 200e-9);
    }

    @Test
    void aRequestThatIsSentLateBelongsWhereItWasDue() {
        var late = with(ok(0, 1_150, 1, 1_160), 1_099, 1_160, 0, 0, Stamp.USER);
        var figures =
                stages(1_000, new Stage(0, 100, 2), new Stage(100, 200, 2)).figures(List.of(late), OPTIONS);
        assertThat(figures).extracting(StageFigures::sent).containsExactly(0L, 1L);
        assertThat(figures)
                .extracting(each -> each.summary().counts().measured())
                .containsExactly(1L, 0L);
    }

    @Test
    void stagesThatTheRunDidNotComeToAreLeftOut() {
        var all = stages(1_000, new Stage(0, 100, 2), new Stage(100, 200, 0), new Stage(200, 300, 2));
        assertThat(all.figures(List.of(ok(0, 1_000, 1, 1_010)), OPTIONS)).hasSize(1);
        // What is still in flight makes the next one a part of the run.
        assertThat(all.figures(List.of(ok(0, 1_000, 1, 1_110)), OPTIONS)).hasSize(2);
        assertThat(all.figures(List.of(), OPTIONS)).isEmpty();
    }

    @Test
    void whatHasNoEndLastsAsLongAsTheRunIfAnythingWasDueInIt() {
        var all = stages(1_000, new Stage(0, 100, 2), new Stage(100, Stage.OPEN, 2));
        assertThat(all.figures(List.of(ok(0, 1_000, 1, 1_200)), OPTIONS)).hasSize(1);
        var figures = all.figures(List.of(ok(0, 1_000, 1, 1_200), ok(1, 1_150, 1, 1_350)), OPTIONS);
        assertThat(figures).extracting(StageFigures::seconds).containsExactly(100e-9, 250e-9);
        assertThat(figures).extracting(StageFigures::inFlight).containsExactly(1L, 0L);
        assertThat(figures).extracting(StageFigures::outputTokens).containsExactly(0.0, 2.0);
    }

    @Test
    void theFirstRequestTellsTheBeginWhereNobodyWroteItDown() {
        var figures = stages(RequestRecord.ABSENT, new Stage(0, 100, 0), new Stage(100, 200, 2), new Stage(200, 300, 2))
                .figures(List.of(ok(1, 1_160, 1, 1_170), ok(0, 1_100, 1, 1_110), ok(2, 1_210, 1, 1_220)), OPTIONS);
        assertThat(figures).extracting(StageFigures::sent).containsExactly(0L, 2L, 1L);
    }

    @Test
    void partsAddUpWhereTheirStagesAreTheSame() {
        var one = stages(5, new Stage(0, 100, 2), new Stage(100, Stage.OPEN, 4));
        assertThat(one.plus(stages(77, new Stage(0, 100, 1), new Stage(100, Stage.OPEN, 2))))
                .contains(stages(5, new Stage(0, 100, 3), new Stage(100, Stage.OPEN, 6)));
        assertThat(one.plus(stages(5, new Stage(0, 100, 2)))).isEmpty();
        assertThat(one.plus(stages(5, new Stage(0, 101, 2), new Stage(101, Stage.OPEN, 4))))
                .isEmpty();
    }
}
