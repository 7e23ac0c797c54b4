package io.streamgauge.metrics;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * The exact distribution of numbers that are not held: it goes through them once for count, sums and extremes, and then a few
 * times more for the percentiles, each time telling twelve further bits of the values that stand at the ranks asked for. What
 * that takes does not grow with the number of values. Sums are whole numbers and exact, so that no order of the values changes them.
 */
public final class Distribution {
    private static final int BITS = 12;
    private static final int BINS = 1 << BITS;

    private final Longs values;
    private final Sums sums;

    private Distribution(Longs values, Sums sums) {
        this.values = values;
        this.sums = sums;
    }

    /** Goes through {@code values} once, and again for whatever is asked later. */
    public static Distribution of(Longs values) {
        var sums = new Sums();
        values.forEach(sums);
        return new Distribution(values, sums);
    }

    /** How many there are. */
    public long count() {
        return sums.count;
    }

    /**
     * Statistics in the unit that {@code scale} leads to.
     *
     * @throws IllegalArgumentException when there are no values
     */
    public Statistics statistics(double scale) {
        double[] at = percentiles(Statistics.PERCENTS);
        return Statistics.of(
                sums.count, sums.mean(), at, (double) sums.min, (double) sums.max, sums.deviation(), scale);
    }

    /** As {@link Statistics#percentile} has them, one for each of {@code percents}. */
    double[] percentiles(double... percents) {
        if (sums.count == 0) {
            throw new IllegalArgumentException("no values to take statistics of");
        }
        long last = sums.count - 1;
        long[] ranks = Arrays.stream(percents)
                .mapToLong(percent -> below(percent, last))
                .flatMap(rank -> LongStream.of(rank, Math.min(rank + 1, last)))
                .sorted()
                .distinct()
                .toArray();
        long[] found = atRanks(ranks);
        return Arrays.stream(percents)
                .map(percent -> {
                    long rank = below(percent, last);
                    double part = last * (percent / 100) - rank;
                    return Statistics.between(
                            (double) found[Arrays.binarySearch(ranks, rank)],
                            (double) found[Arrays.binarySearch(ranks, Math.min(rank + 1, last))],
                            part);
                })
                .toArray();
    }

    private static long below(double percent, long last) {
        return (long) Math.floor(last * (percent / 100));
    }

    /** The values at {@code ranks}, which ascend and are less than {@link #count}, among all in ascending order. */
    public long[] atRanks(long... ranks) {
        // A value is told by its distance from the least one. Where a rank's value lies is known down to a range:
        // all of those whose distance has the same leading bits.
        var leading = new long[ranks.length];
        long[] within = ranks.clone();
        int shift = Long.SIZE - Long.numberOfLeadingZeros(sums.max - sums.min);
        while (shift > 0) {
            int next = Math.max(0, shift - BITS);
            long[] ranges = Arrays.stream(leading).distinct().toArray();
            long[] counts = counts(ranges, shift, next);
            for (int i = 0; i < leading.length; i++) {
                int bin = Arrays.binarySearch(ranges, leading[i]) * BINS;
                int first = bin;
                while (within[i] >= counts[bin]) {
                    within[i] -= counts[bin++];
                }
                leading[i] = (leading[i] << (shift - next)) + (bin - first);
            }
            shift = next;
        }
        return Arrays.stream(leading).map(distance -> sums.min + distance).toArray();
    }

    /** How many values lie in each part of each of {@code ranges}, which are {@code shift} bits wide, their parts {@code next}. */
    private long[] counts(long[] ranges, int shift, int next) {
        var counts = new long[ranges.length * BINS];
        long min = sums.min;
        long mask = (1L << (shift - next)) - 1;
        values.forEach(value -> {
            long distance = value - min;
            // In Java a shift by all 64 bits is none.
            int range = Arrays.binarySearch(ranges, shift == Long.SIZE ? 0 : distance >>> shift);
            if (range >= 0) {
                counts[range * BINS + (int) ((distance >>> next) & mask)]++;
            }
        });
        return counts;
    }

    /** What one walk through the values tells. */
    private static final class Sums implements LongConsumer {
        private long count;
        private long sum;
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;
        /** The squares' sum, in two halves. */
        private long squaresHigh;

        private long squaresLow;

        @Override
        public void accept(long value) {
            count++;
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
            long low = value * value;
            squaresLow += low;
            squaresHigh += Math.multiplyHigh(value, value) + (Long.compareUnsigned(squaresLow, low) < 0 ? 1 : 0);
        }

        private double mean() {
            return (double) sum / count;
        }

        /** Of the population. */
        private double deviation() {
            var squares = BigInteger.valueOf(squaresHigh)
                    .shiftLeft(Long.SIZE)
                    .add(BigInteger.valueOf(squaresLow >>> 1).shiftLeft(1))
                    .add(BigInteger.valueOf(squaresLow & 1));
            var spread = squares.multiply(BigInteger.valueOf(count))
                    .subtract(BigInteger.valueOf(sum).pow(2));
            return Math.sqrt(spread.doubleValue()) / count;
        }
    }
}
