package io.streamgauge.report;

import io.streamgauge.metrics.Gaps;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RequestRecord;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The gaps between tokens, drawn by the slices of time in which they ended: average, median and 99th percentile. Gaps of one
 * answer, and those of answers that are written at the same time, are no independent values.
 *
 * <p>A percentile is not taken of each draw's gaps, of which there are millions. How much larger a share of them lies at or
 * below the run's own percentile tells by how much less of the run's gaps the draw's percentile has below it.
 */
final class GapBootstrap implements Bootstrap {
    private static final double[] PERCENTS = {50, 99};
    /** Points on each side of a percentile at which the gaps are known. */
    private static final int STEPS = 20;

    private static final double MOST_DEVIATIONS = 5;

    private final long[] counts = new long[Pieces.SLICES];
    private final double[] sums = new double[Pieces.SLICES];
    private final long[][] below = new long[PERCENTS.length][Pieces.SLICES];
    private final Pieces pieces;
    private final double[] shares = new double[PERCENTS.length];
    /** By how much each point is off its percentile, and the gap there. */
    private final double[][] offsets = new double[PERCENTS.length][2 * STEPS + 1];

    private final double[][] gapsAt = new double[PERCENTS.length][];

    GapBootstrap(List<RequestRecord> kept, Summary summary) {
        var gaps = new Gaps(kept);
        double[] own = gaps.percentiles(PERCENTS);
        for (var record : kept) {
            record.tokenTimes().forEachGap((end, gap) -> book(slice(end, summary), gap, own));
        }
        long all = Arrays.stream(counts).sum();
        double mean = Arrays.stream(sums).sum() / all;
        var course = new double[Pieces.SLICES];
        Arrays.setAll(course, slice -> counts[slice] == 0 ? mean : sums[slice] / counts[slice]);
        pieces = Pieces.of(course);
        for (int p = 0; p < own.length; p++) {
            shares[p] = (double) Arrays.stream(below[p]).sum() / all;
            double percent = PERCENTS[p];
            double reach = 100 * MOST_DEVIATIONS * deviation(p, all);
            Arrays.setAll(offsets[p], step -> Math.clamp(percent + reach * (step - STEPS) / STEPS, 0, 100) - percent);
            gapsAt[p] = gaps.percentiles(
                    Arrays.stream(offsets[p]).map(offset -> percent + offset).toArray());
        }
    }

    private static int slice(long nanos, Summary summary) {
        double part = (double) (nanos - summary.startNanos()) / summary.durationNanos();
        return Math.clamp((long) (part * Pieces.SLICES), 0, Pieces.SLICES - 1);
    }

    private void book(int slice, long gap, double[] own) {
        counts[slice]++;
        sums[slice] += gap;
        for (int p = 0; p < own.length; p++) {
            below[p][slice] += gap <= own[p] ? 1 : 0;
        }
    }

    /** How far the share of the gaps up to percentile {@code p} differs between draws. */
    private double deviation(int p, long all) {
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            double beyond = below[p][i] - shares[p] * counts[i];
            squares += beyond * beyond;
        }
        return Math.sqrt(squares * pieces.length()) / all;
    }

    @Override
    public int size() {
        return Pieces.SLICES;
    }

    @Override
    public double[] draw(SplittableRandom random) {
        long count = 0;
        double sum = 0;
        var drawnBelow = new long[PERCENTS.length];
        for (int slice : pieces.draw(random)) {
            count += counts[slice];
            sum += sums[slice];
            for (int p = 0; p < drawnBelow.length; p++) {
                drawnBelow[p] += below[p][slice];
            }
        }
        var drawn = new double[1 + PERCENTS.length];
        drawn[0] = sum / count;
        for (int p = 0; p < drawnBelow.length; p++) {
            drawn[1 + p] = gapAt(p, 100 * (shares[p] - (double) drawnBelow[p] / count));
        }
        return drawn;
    }

    private double gapAt(int p, double offset) {
        double[] known = offsets[p];
        int above = 0;
        while (above < known.length - 1 && known[above] < offset) {
            above++;
        }
        int before = Math.max(0, above - 1);
        double span = known[above] - known[before];
        double part = span > 0 ? Math.clamp((offset - known[before]) / span, 0, 1) : 0;
        return gapsAt[p][before] + part * (gapsAt[p][above] - gapsAt[p][before]);
    }
}
