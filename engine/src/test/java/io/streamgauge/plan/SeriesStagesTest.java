package io.streamgauge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.arrival.Arrival;
import io.streamgauge.arrival.RateCurve;
import io.streamgauge.metrics.Stage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesStagesTest {
    private static final long S = 1_000_000_000;

    private static LoadShape.Series series(long[] at, double... rates) {
        return new LoadShape.Series(new RateCurve(at, rates), new Arrival.Constant(1), 0);
    }

    @Test
    void eachPieceIsAStageWithItsMeanRate() {
        var series = series(new long[] {0, 4 * S, 4 * S, 6 * S}, 0, 10, 2, 2);
        assertThat(series.stages(0))
                .containsExactly(new Stage(0, 4 * S, 5), new Stage(4 * S, 6 * S, 2), new Stage(6 * S, Stage.OPEN, 2));
        assertThat(series.stages(5 * S)).containsExactly(new Stage(0, 4 * S, 5), new Stage(4 * S, 5 * S, 2));
        assertThat(series.stages(4 * S)).containsExactly(new Stage(0, 4 * S, 5));
    }

    @Test
    void aConstantRateIsOneStage() {
        assertThat(series(new long[] {0}, 3).stages(0)).containsExactly(new Stage(0, Stage.OPEN, 3));
    }

    @Test
    void aCurveOfVeryManyPiecesHasNone() {
        for (int pieces : new int[] {1_000, 1_001}) {
            double[] rates =
                    LongStream.range(0, pieces).mapToDouble(i -> 1 + i % 7).toArray();
            assertThat(series(LongStream.range(0, pieces).map(i -> i * S).toArray(), rates)
                            .stages(0))
                    .hasSize(pieces == 1_000 ? 1_000 : 0);
        }
    }
}
