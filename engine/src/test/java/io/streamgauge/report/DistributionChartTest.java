package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.metrics.MetricValues;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DistributionChartTest {
    private static final double SCALE = 1e-6;
    private static final double[] STEADY =
            new SplittableRandom(3).doubles(5_000, 9e6, 11e6).toArray();

    private static Map<String, Object> chart(double... values) {
        return DistributionChart.of("gaps", new MetricValues.Held(values.clone()), SCALE);
    }

    private static Object part(Map<String, Object> chart, String name) {
        return Objects.requireNonNull(chart.get(name));
    }

    private static double[] edges(Map<String, Object> chart) {
        double[] edges = (double[]) part(chart, "edges");
        double[] all = Arrays.copyOf(edges, edges.length + 1);
        all[edges.length] = (double) part(chart, "end");
        return all;
    }

    /** By looking at the edges alone, values below the first or beyond the last apart. */
    private static void countsAreThoseBetweenTheEdges(Map<String, Object> chart, double... values) {
        double[] edges = edges(chart);
        long[] counts = (long[]) part(chart, "counts");
        long within = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            double from = bin == 0 ? Double.NEGATIVE_INFINITY : edges[bin];
            double to = edges[bin + 1];
            boolean last = bin == counts.length - 1;
            long expected = Arrays.stream(values)
                    .map(value -> value * SCALE)
                    .filter(value -> value >= from && (value < to || (last && value <= to)))
                    .count();
            // A value on an edge may fall to either side of it.
            assertThat(counts[bin]).as("from %s to %s", from, to).isCloseTo(expected, within(1L));
            within += counts[bin];
        }
        assertThat(within + (long) part(chart, "beyond"))
                .isEqualTo(values.length)
                .isEqualTo(part(chart, "count"));
    }

    @Test
    void binsAreEquallyWide() {
        var chart = chart(STEADY);
        double[] edges = edges(chart);
        for (int bin = 1; bin < edges.length; bin++) {
            assertThat(edges[bin] - edges[bin - 1]).isCloseTo((edges[edges.length - 1] - edges[0]) / 60, within(1e-9));
        }
        countsAreThoseBetweenTheEdges(chart, STEADY);
    }

    @Test
    void aLongTailLeavesTheBodyToBeSeen() {
        double[] tail =
                DoubleStream.iterate(100e6, value -> value + 20e6).limit(40).toArray();
        double[] none = new double[20];
        double[] values =
                Stream.of(STEADY, tail, none).flatMapToDouble(Arrays::stream).toArray();
        var chart = chart(values);
        assertThat(part(chart, "byFactor")).isEqualTo(true);
        countsAreThoseBetweenTheEdges(chart, values);
        assertThat(Arrays.stream((long[]) part(chart, "counts")).max().orElseThrow())
                .isLessThan(values.length * 2L / 3);
    }

    @Test
    void oneValueIsAllThereIs() {
        var chart = chart(5e6, 5e6, 5e6);
        assertThat((long[]) part(chart, "counts")).startsWith(3).endsWith(0);
        assertThat(edges(chart)).isSorted().doesNotHaveDuplicates();
    }
}
