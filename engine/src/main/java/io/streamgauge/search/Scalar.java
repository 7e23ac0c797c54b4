package io.streamgauge.search;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Several numbers as one: how far they are from the best of each, weighed, where the farthest counts most. Every point that none beats
 * is the best under some weights, which are drawn anew for each step. Knowles, ParEGO, 2006.
 *
 * @param weights one for each number, 1 together
 * @param best of each number
 * @param width how far the best and the worst of what none beats lie apart in it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Scalar(double[] weights, double[] best, double[] width) {
    /** What the others count, beside the farthest. */
    private static final double REST = 0.05;

    /**
     * With weights of any proportion, each as likely.
     *
     * @param tries of which one counts at least
     */
    static Scalar drawn(Random random, List<Try> tries) {
        List<double[]> points = Front.of(
                        tries.stream().filter(Try::counts).map(Try::numbers).toList())
                .points();
        double[] best = Front.most(points);
        double[] worst = Front.least(points);
        double[] parts =
                random.doubles(best.length).map(each -> -Math.log(1 - each)).toArray();
        double sum = Arrays.stream(parts).sum();
        return new Scalar(
                Arrays.stream(parts).map(each -> each / sum).toArray(),
                best,
                IntStream.range(0, best.length)
                        .mapToDouble(i -> best[i] > worst[i] ? best[i] - worst[i] : 1)
                        .toArray());
    }

    /** More is better. */
    double of(double[] numbers) {
        double farthest = 0;
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            double off = weights[i] * (best[i] - numbers[i]) / width[i];
            farthest = Math.max(farthest, off);
            sum += off;
        }
        return -(farthest + REST * sum);
    }
}
