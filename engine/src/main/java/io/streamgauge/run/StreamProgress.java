package io.streamgauge.run;

import io.streamgauge.load.StreamLook.Stream;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.report.LiveSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What streams did between two looks: the times to first token that became known, and for each stream the mean gap since the
 * look before, which is its inter token latency of these moments. One thread.
 */
final class StreamProgress {
    /** Looks that count as the last seconds. */
    private static final int WINDOW = 5;

    private Map<Integer, Stream> before = new HashMap<>();
    private final Window firstTokens = new Window();
    private final Window gaps = new Window();

    /** Takes what is in flight and what has ended since the last look. */
    void take(List<Stream> inFlight, List<Stream> over) {
        List<Double> newFirsts = new ArrayList<>();
        List<Double> newGaps = new ArrayList<>();
        over.forEach(stream -> compare(stream, newFirsts, newGaps));
        Map<Integer, Stream> now = new HashMap<>();
        for (Stream stream : inFlight) {
            compare(stream, newFirsts, newGaps);
            now.put(stream.ticket(), stream);
        }
        before = now;
        firstTokens.add(newFirsts);
        gaps.add(newGaps);
    }

    private void compare(Stream stream, List<Double> newFirsts, List<Double> newGaps) {
        Stream earlier = before.get(stream.ticket());
        int had = earlier == null ? 0 : earlier.tokens();
        if (stream.tokens() == 0) {
            return;
        }
        if (had == 0) {
            newFirsts.add((stream.firstTokenNanos() - stream.sentNanos()) / 1e6);
        }
        long from = earlier == null || had == 0 ? stream.firstTokenNanos() : earlier.lastTokenNanos();
        int gapCount = stream.tokens() - Math.max(1, had);
        if (gapCount > 0) {
            newGaps.add((stream.lastTokenNanos() - from) / 1e6 / gapCount);
        }
    }

    void forgetPast() {
        firstTokens.forget();
        gaps.forget();
    }

    /** Milliseconds to the first token, over the last seconds. */
    LiveSnapshot.Spread firstTokens() {
        return firstTokens.spread();
    }

    /** Milliseconds between tokens, over the last seconds. */
    LiveSnapshot.Spread gaps() {
        return gaps.spread();
    }

    /** The values of the last looks. */
    private static final class Window {
        private final Deque<List<Double>> looks = new ArrayDeque<>();
        private final List<Double> past = new ArrayList<>();

        private void add(List<Double> values) {
            looks.addLast(values);
            if (looks.size() > WINDOW) {
                looks.removeFirst();
            }
            Past.add(past, percentile(sorted(List.of(values)), 99));
        }

        private void forget() {
            looks.clear();
            past.clear();
        }

        private LiveSnapshot.Spread spread() {
            double[] all = sorted(looks);
            return new LiveSnapshot.Spread(percentile(all, 50), percentile(all, 99), past);
        }

        private static double[] sorted(Collection<List<Double>> lists) {
            return lists.stream()
                    .flatMap(List::stream)
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
        }

        private static double percentile(double[] sorted, double percent) {
            return sorted.length == 0 ? Double.NaN : Statistics.percentile(sorted, percent);
        }
    }
}
