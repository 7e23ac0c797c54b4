package io.streamgauge.cli;

import io.streamgauge.http.HttpLoop;
import io.streamgauge.record.Phase;
import io.streamgauge.run.Progress;
import java.io.PrintWriter;
import java.util.List;

/** Says on standard error what a run does. */
final class ConsoleProgress implements Progress {
    private final PrintWriter err;
    private final boolean verbose;

    ConsoleProgress(PrintWriter err, boolean verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    @Override
    public void note(String line) {
        err.println("streamgauge: " + Printable.line(line));
        err.flush();
    }

    @Override
    public void step(String line) {
        if (verbose) {
            note(line);
        }
    }

    @Override
    public void phase(Phase phase, int count, List<HttpLoop> loops) {
        step(
                switch (phase) {
                    case WARMUP -> count + " warm-up requests";
                    case MEASURE -> count == 0 ? "measured requests" : count + " measured requests";
                });
    }
}
