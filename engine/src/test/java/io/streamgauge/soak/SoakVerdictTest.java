package io.streamgauge.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SoakVerdictTest {
    private static final Vitals NO_SAMPLE = new Vitals(0, 0, 0, 0, 0);

    private static List<Vitals> means(IntFunction<Vitals> ofSlice) {
        List<Vitals> means = new ArrayList<>();
        for (int i = 0; i < SoakVerdict.SLICES; i++) {
            means.add(ofSlice.apply(i));
        }
        return means;
    }

    private static Vitals resident(long kilobytes) {
        return new Vitals(kilobytes, 1_050, 20, 4_000, 27_000);
    }

    @Test
    void whatStaysLevelHolds() {
        assertThat(SoakVerdict.of(3_600, 20_000, means(i -> resident(170_000 + 100L * i))))
                .isEqualTo(SoakVerdict.HELD);
    }

    @Test
    void whatGrowsDoesNot() {
        assertThat(SoakVerdict.of(3_600, 20_000, means(i -> resident(170_000 + 10_000L * i))))
                .isEqualTo(SoakVerdict.GREW);
        assertThat(SoakVerdict.of(3_600, 20_000, means(i -> new Vitals(170_000, 1_050 + 40L * i, 20, 4_000, 27_000))))
                .isEqualTo(SoakVerdict.GREW);
    }

    /** Memory that grows while connections are still being made tells of no leak, and level memory of none either. */
    @Test
    void aRunThatIsAllRampIsNotJudged() {
        assertThat(SoakVerdict.of(40, 20_000, means(i -> resident(100_000 + 20_000L * i))))
                .isEqualTo(SoakVerdict.TOO_SHORT);
        assertThat(SoakVerdict.of(40, 20_000, means(i -> resident(170_000)))).isEqualTo(SoakVerdict.TOO_SHORT);
        assertThat(SoakVerdict.of(60, 2_500, means(i -> resident(170_000)))).isEqualTo(SoakVerdict.HELD);
    }

    @Test
    void aSliceWithoutASampleIsNotTakenForZero() {
        assertThat(SoakVerdict.of(60, 100, means(i -> i == 4 ? NO_SAMPLE : resident(170_000))))
                .isEqualTo(SoakVerdict.TOO_SHORT);
        assertThat(SoakVerdict.of(60, 100, means(i -> i == 10 ? NO_SAMPLE : resident(170_000))))
                .isEqualTo(SoakVerdict.TOO_SHORT);
    }
}
