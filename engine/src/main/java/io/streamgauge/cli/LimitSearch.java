package io.streamgauge.cli;

import io.streamgauge.cli.CalibrateCommand.Calibration;
import io.streamgauge.metrics.Statistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Looks for the highest concurrency at which the client keeps a bound: doubles while it does, then halves the span in which
 * the limit must lie until that is a tenth. Every step is a run of its own.
 */
final class LimitSearch {
    private static final int MOST_STREAMS = 1 << 16;
    private static final double MICROS = 1e3;

    /** One run. */
    interface Measuring {
        Calibration at(int concurrency, int requests) throws InterruptedException, IOException;
    }

    private final CalibrateOptions options;
    private final Measuring measuring;
    private final PrintWriter out;
    private double cpuMicros;

    LimitSearch(CalibrateOptions options, Measuring measuring, PrintWriter out) {
        this.options = options;
        this.measuring = measuring;
        this.out = out;
    }

    /** Searches and prints; the exit code. */
    int run() throws InterruptedException, IOException {
        out.printf(
                Locale.ROOT,
                "%10s %12s %12s %12s %14s%n",
                "streams",
                "p50 (us)",
                "p99 (us)",
                "max (us)",
                "CPU/token (us)");
        int good = 0;
        int bad = options.concurrency;
        while (bad <= MOST_STREAMS && keeps(bad)) {
            good = bad;
            bad *= 2;
        }
        if (good == 0) {
            // Even the first try was too much: the limit lies below it.
            while (bad > 1 && !keeps(bad / 2)) {
                bad /= 2;
            }
            good = bad / 2;
        }
        while (bad - good > Math.max(1, good / 10) && bad <= MOST_STREAMS) {
            int middle = good + (bad - good) / 2;
            if (keeps(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        String bound = String.format(Locale.ROOT, "%,.0f us", options.boundNanos / MICROS);
        if (good == 0) {
            out.println("limit: none; not even one stream keeps a p99 of " + bound);
            return CommandTree.FAILED;
        }
        out.printf(
                Locale.ROOT,
                "limit: %,d streams at ITL %s keep a p99 of %s; %.2f us of CPU for each token%n",
                good,
                options.itl,
                bound,
                cpuMicros);
        out.flush();
        return 0;
    }

    private boolean keeps(int streams) throws InterruptedException, IOException {
        Calibration result = measuring.at(streams, options.requests(streams));
        Statistics delay = result.errors().delay();
        boolean keeps = delay != null && result.errors().complete() && delay.p99() * MICROS <= options.boundNanos;
        double cpu = result.health().cpuNanosPerToken() / MICROS;
        if (keeps) {
            cpuMicros = cpu;
        }
        out.printf(
                Locale.ROOT,
                "%,10d %12s %12s %12s %,14.2f%s%n",
                streams,
                delay == null ? "none" : String.format(Locale.ROOT, "%,.1f", delay.p50()),
                delay == null ? "none" : String.format(Locale.ROOT, "%,.1f", delay.p99()),
                delay == null ? "none" : String.format(Locale.ROOT, "%,.1f", delay.max()),
                cpu,
                result.errors().complete() ? "" : "  incomplete");
        out.flush();
        return keeps;
    }
}
