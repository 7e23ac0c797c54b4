package io.streamgauge.report;

import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** genai-perf's {@code sessions} of a summary: its metrics of each session by itself. */
public final class SessionBlocks {
    /** The section's name. */
    public static final String KEY = "sessions";

    /** More than anyone looks at one by one; all of them would make the file as large as the records. */
    private static final int MOST = 1000;

    private SessionBlocks() {}

    /**
     * The numbers of each session by its name, in the order of their requests; of the first thousand where there are more.
     * Empty where requests stand alone.
     *
     * @param records all that are to count
     */
    public static Map<String, Object> of(List<RequestRecord> records, SummaryOptions options) {
        var sessions = new LinkedHashMap<String, List<RequestRecord>>();
        for (var record : records) {
            var turn = record.session();
            if (turn == null || record.phase() != Phase.MEASURE) {
                continue;
            }
            if (sessions.containsKey(turn.session()) || sessions.size() < MOST) {
                sessions.computeIfAbsent(turn.session(), name -> new ArrayList<>())
                        .add(record);
            }
        }
        var blocks = new LinkedHashMap<String, Object>();
        sessions.forEach((name, turns) -> {
            Summary summary = Summarizer.summarize(turns, options);
            if (summary.counts().kept() > 0) {
                blocks.put(name, SummaryJson.metrics(summary));
            }
        });
        return blocks;
    }
}
