package io.streamgauge.report;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Single requests for the page: lengths, times, and a thinned curve of tokens against time, within a fixed budget. */
final class RequestSamples {
    private static final int MAX_REQUESTS = 2_000;
    private static final int MAX_POINTS = 120_000;
    private static final int MAX_POINTS_EACH = 200;
    private static final int SLOWEST = 50;
    private static final double NANOS_PER_TENTH = 1e5;

    private RequestSamples() {}

    /**
     * Those with text: of others, as embeddings, there is no course to draw.
     *
     * @param start the moment that the page calls 0
     */
    static Map<String, Object> of(List<RequestRecord> all, long start) {
        var kept = Selection.of(all, record -> record.tokenTimes().count() > 0);
        var chosen = chosen(kept);
        int pointsEach = Math.clamp(MAX_POINTS / Math.max(1, chosen.size()), 2, MAX_POINTS_EACH);
        var list = new ArrayList<List<Object>>();
        for (var record : chosen) {
            var times = record.tokenTimes();
            list.add(List.of(
                    record.request(),
                    record.isl(),
                    record.osl(),
                    PageData.round((times.first() - record.sentNanos()) / 1e6),
                    PageData.round((times.last() - record.sentNanos()) / 1e6),
                    PageData.round((record.sentNanos() - start) / 1e9),
                    times.count(),
                    curve(record, pointsEach)));
        }
        var samples = new LinkedHashMap<String, Object>();
        samples.put("of", kept.size());
        samples.put("list", list);
        return samples;
    }

    /** All of them, or an even choice that has the slowest in it, in order of sending. */
    private static List<RequestRecord> chosen(List<RequestRecord> kept) {
        var bySending = Comparator.comparingLong(RequestRecord::sentNanos).thenComparingInt(RequestRecord::request);
        if (kept.size() <= MAX_REQUESTS) {
            return kept.stream().sorted(bySending).toList();
        }
        var chosen = slowest(kept);
        int stride = Math.ceilDiv(kept.size(), MAX_REQUESTS - SLOWEST);
        for (int i = 0; i < kept.size(); i += stride) {
            chosen.add(i);
        }
        return chosen.stream().map(kept::get).sorted(bySending).toList();
    }

    private static Set<Integer> slowest(List<RequestRecord> kept) {
        long[] latencies = kept.stream()
                .mapToLong(record -> record.tokenTimes().last() - record.sentNanos())
                .toArray();
        var bySpeed =
                Comparator.<Integer>comparingLong(place -> latencies[place]).thenComparing(Comparator.reverseOrder());
        var slowest = new PriorityQueue<Integer>(bySpeed);
        for (int i = 0; i < latencies.length; i++) {
            slowest.add(i);
            if (slowest.size() > SLOWEST) {
                slowest.remove();
            }
        }
        return new HashSet<>(slowest);
    }

    /**
     * Points evenly spread over the events, two numbers each, in tenths of a millisecond: time since the point before (of
     * the first: since sent), and the longest gap since the point before.
     */
    private static long[] curve(RequestRecord record, int most) {
        long[] times = record.tokenTimes().toArray();
        int points = Math.min(times.length, most);
        var curve = new long[2 * points];
        int before = 0;
        long tenthsBefore = 0;
        for (int p = 0; p < points; p++) {
            int index = points == 1 ? 0 : (int) ((long) p * (times.length - 1) / (points - 1));
            long longest = 0;
            for (int i = before + 1; i <= index; i++) {
                longest = Math.max(longest, times[i] - times[i - 1]);
            }
            long tenths = Math.round((times[index] - record.sentNanos()) / NANOS_PER_TENTH);
            curve[2 * p] = tenths - tenthsBefore;
            curve[2 * p + 1] = Math.round(longest / NANOS_PER_TENTH);
            before = index;
            tenthsBefore = tenths;
        }
        return curve;
    }
}
