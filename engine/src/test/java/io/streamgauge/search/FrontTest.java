package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontTest {
    private static double[] point(double... numbers) {
        return numbers;
    }

    @Test
    void aPointIsBeatenByOneThatIsAsGoodInAllAndBetterInOne() {
        double[] same = point(2, 2);
        Front front =
                Front.of(List.of(point(1, 3), same, point(2, 2), point(2, 1), point(3, 0), point(3, -1), point(0, 3)));
        assertThat(front.points()).containsExactly(point(1, 3), same, point(2, 2), point(3, 0));
    }

    @Test
    void volumeIsWhatLiesBelowAnyPoint() {
        assertThat(new Front(List.of(point(1, 3), point(3, 1))).volume(point(0, 0)))
                .isEqualTo(5);
        assertThat(new Front(List.of(point(1, 3), point(3, 1))).volume(point(0, 2)))
                .isEqualTo(1);
        assertThat(new Front(List.of(point(-2, -3))).volume(point(-4, -4))).isEqualTo(2);
        assertThat(new Front(List.of()).volume(point(0, 0))).isZero();
        assertThat(new Front(List.of(point(2, 2, 1), point(1, 1, 3))).volume(point(0, 0, 0)))
                .isEqualTo(6);
    }

    /** Of a cube, what is below points and the boxes beyond them are all, and each place is in one of the two. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void boxesBeyondAreAllThatNothingReaches(int numbers) {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            // Of few values, so that some are the same; and some are below the reference.
            Front front = Front.of(Stream.generate(() -> IntStream.range(0, numbers)
                            .mapToDouble(i -> random.nextInt(-1, 8) / 8.0)
                            .toArray())
                    .limit(9)
                    .toList());
            List<Front.Box> boxes = front.beyond(new double[numbers]);
            double beyond = 0;
            for (Front.Box box : boxes) {
                double part = 1;
                for (int i = 0; i < numbers; i++) {
                    part *= Math.min(1, box.high()[i]) - box.low()[i];
                }
                beyond += part;
            }
            assertThat(front.volume(new double[numbers]) + beyond)
                    .as("seed %s", seed)
                    .isEqualTo(1, within(1e-9));
            for (int i = 0; i < 200; i++) {
                double[] place = random.doubles(numbers).toArray();
                boolean reached = front.points().stream().anyMatch(point -> Front.beats(point, place));
                assertThat(boxes.stream().filter(box -> isIn(box, place)).count())
                        .as("seed %s", seed)
                        .isEqualTo(reached ? 0 : 1);
            }
        }
    }

    private static boolean isIn(Front.Box box, double[] place) {
        return IntStream.range(0, place.length).allMatch(i -> box.low()[i] <= place[i] && place[i] < box.high()[i]);
    }
}
