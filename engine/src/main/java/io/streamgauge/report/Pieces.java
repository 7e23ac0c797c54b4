package io.streamgauge.report;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws the slices of a run's course with replacement, in pieces: from anywhere in it, set one after the other until they are
 * as long as the run. What happens at one moment depends on what happened shortly before, so that a piece is longer than this
 * memory lasts (the circular block bootstrap of Politis and Romano, 1992).
 */
final class Pieces {
    /** Slices of a run: short beside it, long beside a token. */
    static final int SLICES = 128;

    private final int slices;
    private final int length;

    private Pieces(int slices, int length) {
        this.slices = slices;
        this.length = length;
    }

    /** @param course a value for each slice, which shows how long its ups and downs last */
    static Pieces of(double[] course) {
        int least = (int) Math.ceil(Math.cbrt(course.length));
        return new Pieces(course.length, Math.clamp(2L * memory(course), least, Math.max(least, course.length / 4)));
    }

    /** How many slices a piece has. */
    int length() {
        return length;
    }

    /** As many slices as the run has. */
    int[] draw(SplittableRandom random) {
        var drawn = new int[slices];
        for (int i = 0; i < slices; i++) {
            drawn[i] = i % length == 0 ? random.nextInt(slices) : (drawn[i - 1] + 1) % slices;
        }
        return drawn;
    }

    /** How many slices later a course no longer knows what it was: where the autocorrelation is first that of noise. */
    private static int memory(double[] course) {
        int n = course.length;
        double mean = Arrays.stream(course).average().orElse(0);
        double noise = 2 * Math.sqrt(Math.log10(n) / n);
        double variance = covariance(course, mean, 0);
        int lag = 1;
        while (lag < n / 2 && covariance(course, mean, lag) > noise * variance) {
            lag++;
        }
        return lag;
    }

    private static double covariance(double[] course, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < course.length; i++) {
            sum += (course[i] - mean) * (course[i - lag] - mean);
        }
        return sum;
    }
}
