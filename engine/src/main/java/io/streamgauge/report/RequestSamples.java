package io.streamgauge.report;

import io.streamgauge.record.RequestRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Single requests for the page: lengths, times, and a thinned curve of tokens against time, within a fixed budget. */
final class RequestSamples {
    private static final int MAX_REQUESTS = 2_000;
    private static final int MAX_POINTS = 120_000;
    private static final int MAX_POINTS_EACH = 200;

    private RequestSamples() {}

    static Map<String, Object> of(List<RequestRecord> kept, long start) {
        int stride = Math.max(1, Math.ceilDiv(kept.size(), MAX_REQUESTS));
        int pointsEach = Math.clamp(MAX_POINTS / Math.max(1, kept.size() / stride), 2, MAX_POINTS_EACH);
        var list = new ArrayList<List<Object>>();
        for (int i = 0; i < kept.size(); i += stride) {
            var record = kept.get(i);
            var times = record.tokenTimes();
            list.add(List.of(
                    record.request(),
                    record.isl(),
                    record.osl(),
                    PageData.round((times.first() - record.sentNanos()) / 1e6),
                    PageData.round((times.last() - record.sentNanos()) / 1e6),
                    PageData.round((record.sentNanos() - start) / 1e9),
                    curve(record, pointsEach)));
        }
        var samples = new LinkedHashMap<String, Object>();
        samples.put("of", kept.size());
        samples.put("list", list);
        return samples;
    }

    /** Index of an event and its milliseconds since sent, by turns. */
    private static List<Number> curve(RequestRecord record, int most) {
        long[] times = record.tokenTimes().toArray();
        int points = Math.min(times.length, most);
        var curve = new ArrayList<Number>(2 * points);
        for (int p = 0; p < points; p++) {
            int index = points == 1 ? 0 : (int) ((long) p * (times.length - 1) / (points - 1));
            curve.add(index + 1);
            curve.add(Math.round((times[index] - record.sentNanos()) / 1e5) / 10.0);
        }
        return curve;
    }
}
