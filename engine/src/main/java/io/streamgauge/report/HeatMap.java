package io.streamgauge.report;

import io.streamgauge.record.RequestRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long gaps are at each position of the answer: counts by position and by length of the gap, on a log scale. */
final class HeatMap {
    private static final int COLUMNS = 100;
    private static final int ROWS = 48;

    private HeatMap() {}

    static Map<String, Object> of(List<RequestRecord> kept) {
        int longest = kept.stream()
                .mapToInt(record -> record.tokenTimes().count() - 1)
                .max()
                .orElse(0);
        double low = Double.MAX_VALUE;
        double high = 0;
        for (var record : kept) {
            long[] times = record.tokenTimes().toArray();
            for (int i = 1; i < times.length; i++) {
                double gap = times[i] - times[i - 1];
                high = Math.max(high, gap);
                low = gap >= 1_000 ? Math.min(low, gap) : low;
            }
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("positions", longest);
        if (longest == 0 || high < 1_000) {
            map.put("cells", new long[0][0]);
            return map;
        }
        double logLow = Math.log(low);
        double step = Math.max((Math.log(high) - logLow) / ROWS, 1e-9);
        var cells = new long[COLUMNS][ROWS];
        for (var record : kept) {
            long[] times = record.tokenTimes().toArray();
            for (int i = 1; i < times.length; i++) {
                double gap = Math.max(low, (double) (times[i] - times[i - 1]));
                int row = (int) Math.min(ROWS - 1, (Math.log(gap) - logLow) / step);
                cells[(int) ((i - 1L) * COLUMNS / Math.max(COLUMNS, longest))][row]++;
            }
        }
        map.put("low", low * 1e-6);
        map.put("high", high * 1e-6);
        map.put("perColumn", Math.max(1.0, (double) longest / COLUMNS));
        map.put("cells", cells);
        return map;
    }
}
