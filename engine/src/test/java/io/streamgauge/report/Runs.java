package io.streamgauge.report;

import static io.streamgauge.metrics.Recordings.failed;
import static io.streamgauge.metrics.Recordings.ok;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Slo;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import io.streamgauge.record.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs to report on. */
final class Runs {
    private Runs() {}

    /**
     * Four requests of three tokens, sent together at 1 s; TTFT 20, 21, 22, 23 ms; gaps 5 and 6 ms; osl 3, usage 4; so
     * latency 31…34 ms, ITL 5.5 ms, duration 34 ms.
     */
    static List<RequestRecord> clean() {
        var records = new ArrayList<RequestRecord>();
        for (int i = 0; i < 4; i++) {
            long first = 1_020_000_000L + i * 1_000_000L;
            records.add(ok(
                    i,
                    1_000_000_000L,
                    3,
                    new Usage(110, 4, Usage.UNSAID, Usage.UNSAID),
                    first,
                    first + 5_000_000,
                    first + 11_000_000));
        }
        return records;
    }

    /** The clean run with three failures, of which one message tries to play with the terminal. */
    static List<RequestRecord> troubled() {
        var records = new ArrayList<>(clean());
        records.add(failed(4, 1_000_000_000L, Status.HTTP_ERROR, 503, "overloaded"));
        records.add(failed(5, 1_000_000_000L, Status.HTTP_ERROR, 503, "overloaded"));
        records.add(failed(6, 1_000_000_000L, Status.MALFORMED, 200, "bad\u001b[31m\nchunk"));
        records.add(ok(7, 1_000_000_000L, 0));
        records.add(Recordings.warmup(failed(8, 0, Status.TIMEOUT, 0, null)));
        return records;
    }

    static Summary streaming(List<RequestRecord> records) {
        return Summarizer.summarize(
                records,
                new SummaryOptions(true, List.of(Slo.parse("time_to_first_token:21")), Definitions.GENAI_PERF));
    }

    /** A run whose numbers are wide. */
    static Summary wide() {
        var records = new ArrayList<RequestRecord>();
        for (int i = 0; i < 3; i++) {
            long first = 2_000_000_000_000L + i;
            records.add(ok(i, 0, 2_000_000, first, first + 900_000_000_000L));
        }
        return Summarizer.summarize(records, SummaryOptions.ofStreaming());
    }

    static Map<String, Object> inputConfig() {
        var config = new LinkedHashMap<String, Object>();
        config.put("subcommand", "profile");
        config.put("model", List.of("org/model"));
        config.put("streaming", true);
        config.put("goodput", null);
        config.put("header", List.of());
        config.put("extra_inputs", Map.of());
        config.put("concurrency", 4);
        return config;
    }
}
