package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader of the numbers must know, in words; each only when there is something to say. */
public final class Remarks {
    /** From this share of token events on, coalescing shows in the tail of the gaps. */
    private static final double COALESCED_SHARE = 0.01;

    private Remarks() {}

    /** One line each, the gravest first. */
    public static List<String> of(Summary summary) {
        var remarks = new ArrayList<String>();
        var counts = summary.counts();
        if (counts.measured() == 0) {
            remarks.add("No measured request ended.");
        }
        if (counts.empty() > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d answers carried no text; they count in the request throughput only.",
                    counts.empty(),
                    counts.measured()));
        }
        if (counts.warmupFailed() > 0) {
            remarks.add(String.format(
                    Locale.ROOT, "%,d of %,d warm-up requests failed.", counts.warmupFailed(), counts.warmup()));
        }
        if (counts.retried() > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d requests were sent more than once; their times are of the last attempt.",
                    counts.retried(),
                    counts.measured()));
        }
        var sessions = summary.sessions();
        if (sessions != null && sessions.whole() < sessions.begun()) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d sessions did not come to their end; %,d of their turns were never sent.",
                    sessions.begun() - sessions.whole(),
                    sessions.begun(),
                    sessions.turnsUnsent()));
        }
        coalescing(summary, remarks);
        slip(summary, remarks);
        usage(summary, remarks);
        return remarks;
    }

    private static void coalescing(Summary summary, List<String> remarks) {
        var coalescing = summary.coalescing();
        if (summary.options().streaming() && coalescing.share() >= COALESCED_SHARE) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of token events came in one read with an earlier one: their gaps read as 0 and the next"
                            + " as too long.",
                    100 * coalescing.share()));
        }
    }

    private static void slip(Summary summary, List<String> remarks) {
        var slip = summary.distribution(Metric.SCHEDULE_SLIP);
        if (slip != null && slip.p99() >= 1) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "Requests were sent late: %.2f ms at p99, %.2f ms at most after they were due.",
                    slip.p99(),
                    slip.max()));
        }
    }

    private static void usage(Summary summary, List<String> remarks) {
        var usage = summary.usage();
        if (usage.differing() > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "Output tokens: %,d by the tokenizer, %,d by the server's usage (%,d of %,d requests differ): %s.",
                    usage.countedTokens(),
                    usage.serverTokens(),
                    usage.differing(),
                    usage.compared(),
                    usage.explanation()));
        }
    }
}
