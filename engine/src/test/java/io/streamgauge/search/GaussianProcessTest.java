package io.streamgauge.search;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.search.GaussianProcess.Smoothness;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process against its textbook formulas, with the kernel written again and its matrix inverted. */
class GaussianProcessTest {
    private static double matern(double distance, double length) {
        double r = Math.abs(distance) / length;
        return (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r);
    }

    private static double kernel(double[] one, double[] other, double[] lengths) {
        double product = 1;
        for (int i = 0; i < one.length; i++) {
            product *= matern(one[i] - other[i], lengths[i]);
        }
        return product;
    }

    /** By Gauss and Jordan; the determinant goes into the last place of the first row, one beyond the inverse. */
    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] wide = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, wide[i], 0, n);
            wide[i][n + i] = 1;
        }
        for (int column = 0; column < n; column++) {
            double pivot = wide[column][column];
            for (int j = 0; j < 2 * n; j++) {
                wide[column][j] /= pivot;
            }
            for (int row = 0; row < n; row++) {
                double times = wide[row][column];
                for (int j = 0; row != column && j < 2 * n; j++) {
                    wide[row][j] -= times * wide[column][j];
                }
            }
        }
        return Arrays.stream(wide).map(row -> Arrays.copyOfRange(row, n, 2 * n)).toArray(double[][]::new);
    }

    private static double product(double[] left, double[][] matrix, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                sum += left[i] * matrix[i][j] * right[j];
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,1", "8,1", "3,2", "20,2", "12,3"})
    void isWhatTheInverseOfItsMatrixSays(int count, int dimensions) {
        Random random = new Random(100L * count + dimensions);
        double[][] places = random.doubles(count * (long) dimensions)
                .boxed()
                .collect(collectingAndThen(toList(), all -> {
                    double[][] rows = new double[count][dimensions];
                    for (int i = 0; i < all.size(); i++) {
                        rows[i / dimensions][i % dimensions] = all.get(i);
                    }
                    return rows;
                }));
        double[] values = random.doubles(count, 50, 90).toArray();
        double[] lengths = random.doubles(dimensions, 0.1, 0.6).toArray();
        double noise = 0.01;
        GaussianProcess process = new GaussianProcess(places, values, new Smoothness(lengths, noise));

        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / count;
        double scale = variance == 0 ? 1 : Math.sqrt(variance);
        double[] centred = Arrays.stream(values).map(v -> (v - mean) / scale).toArray();
        double[][] matrix = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                matrix[i][j] = kernel(places[i], places[j], lengths) + (i == j ? noise : 0);
            }
        }
        double[][] inverse = inverse(matrix);
        for (int i = 0; i < 20; i++) {
            double[] at = random.doubles(dimensions).toArray();
            double[] known = Arrays.stream(places)
                    .mapToDouble(place -> kernel(at, place, lengths))
                    .toArray();
            assertThat(process.mean(at)).isCloseTo(mean + scale * product(known, inverse, centred), within(1e-8));
            assertThat(process.deviation(at))
                    .isCloseTo(scale * Math.sqrt(1 - product(known, inverse, known)), within(1e-8));
        }
        // The likelihood's other half is the determinant, which the inverse of two numbers gives by hand.
        if (count == 2) {
            double determinant = matrix[0][0] * matrix[1][1] - matrix[0][1] * matrix[1][0];
            assertThat(process.likelihood())
                    .isCloseTo(-0.5 * product(centred, inverse, centred) - 0.5 * Math.log(determinant), within(1e-10));
        }
    }

    @Test
    void ofOneValueIsSolvedByHand() {
        double length = 0.25;
        double noise = 0.04;
        GaussianProcess process = new GaussianProcess(
                new double[][] {{0.5}}, new double[] {7}, new Smoothness(new double[] {length}, noise));
        double near = matern(0.1, length);
        assertThat(process.mean(new double[] {0.6})).isCloseTo(7, within(1e-12));
        assertThat(process.deviation(new double[] {0.6})).isCloseTo(Math.sqrt(1 - near * near / 1.04), within(1e-12));
    }

    @Test
    void fitsAFunctionAsRoughAndAsNoisyAsItIs() {
        Random random = new Random(4);
        double[][] places = random.doubles(60)
                .mapToObj(x -> new double[] {x, random.nextDouble()})
                .toArray(double[][]::new);
        double[] clean = Arrays.stream(places)
                .mapToDouble(p -> Math.sin(25 * p[0]) + 0.3 * p[1])
                .toArray();
        double[] noisy =
                Arrays.stream(clean).map(v -> v + 0.3 * random.nextGaussian()).toArray();
        Smoothness fitted = GaussianFit.of(places, clean).smoothness();
        assertThat(fitted.lengths()[0]).isLessThan(0.3).isLessThan(fitted.lengths()[1]);
        assertThat(fitted.noise())
                .isLessThan(GaussianFit.of(places, noisy).smoothness().noise());
        double[] unseen = {0.41, 0.77};
        GaussianProcess process = GaussianFit.of(places, clean);
        assertThat(process.mean(unseen))
                .isCloseTo(Math.sin(25 * 0.41) + 0.3 * 0.77, within(3 * process.deviation(unseen) + 0.05));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.5",
        "1,0.8413447460685429",
        "-1.96,0.0249978951482204",
        "-4,3.167124183311998e-05",
        "3,0.9986501019683699"
    })
    void theNormalDistributionIsThatOfTheTables(double z, double below) {
        assertThat(Normal.below(z)).isCloseTo(below, within(1e-7));
    }

    @Test
    void whatIsToBeGainedIsTheMeanOfWhatIsAbove() {
        for (double[] given : new double[][] {{3, 1, 3}, {2, 0.5, 3}, {5, 2, 3}, {3, 0, 4}, {4.5, 0, 4}}) {
            double mean = given[0];
            double deviation = given[1];
            double other = given[2];
            double sum = 0;
            double step = 0.001;
            for (double z = -9 + step / 2; z < 9; z += step) {
                sum += step * Normal.density(z) * Math.max(0, mean + deviation * z - other);
            }
            assertThat(Normal.above(mean, deviation, other)).isCloseTo(sum, within(1e-5));
        }
        assertThat(Normal.above(0, 1e-3, 5)).isZero();
    }
}
