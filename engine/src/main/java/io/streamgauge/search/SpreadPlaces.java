package io.streamgauge.search;

import java.util.Random;

/**
 * Places that fill a cube evenly however many are taken: multiples of the powers of a generalised golden ratio, whose fractions never
 * come near to one that was there before.
 */
final class SpreadPlaces {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final double[] steps;
    private final double[] begin;

    /** @param seed where the first one is */
    SpreadPlaces(int dimensions, long seed) {
        double ratio = 2;
        for (int i = 0; i < 64; i++) {
            ratio = Math.pow(1 + ratio, 1.0 / (dimensions + 1));
        }
        this.steps = new double[dimensions];
        this.begin = new double[dimensions];
        // The first numbers of seeds beside each other are nearly the same.
        Random random = new Random(seed * GOLDEN);
        for (int i = 0; i < dimensions; i++) {
            steps[i] = Math.pow(1 / ratio, i + 1.0);
            begin[i] = random.nextDouble();
        }
    }

    /** @param number from 0 */
    double[] at(int number) {
        double[] place = new double[steps.length];
        for (int i = 0; i < place.length; i++) {
            double exact = begin[i] + number * steps[i];
            place[i] = exact - Math.floor(exact);
        }
        return place;
    }
}
