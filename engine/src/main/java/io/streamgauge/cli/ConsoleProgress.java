package io.streamgauge.cli;

import io.streamgauge.record.Phase;
import io.streamgauge.run.LiveSource;
import io.streamgauge.run.Progress;
import java.util.function.Supplier;

/** Says on standard error what a run does. */
final class ConsoleProgress implements Progress {
    private final LiveDisplay display;
    private final boolean verbose;

    ConsoleProgress(LiveDisplay display, boolean verbose) {
        this.display = display;
        this.verbose = verbose;
    }

    @Override
    public void note(String line) {
        display.line("streamgauge: " + Printable.line(line));
    }

    @Override
    public void step(Supplier<String> line) {
        if (verbose) {
            note(line.get());
        }
    }

    @Override
    public void phase(Phase phase, int count, LiveSource live) {
        step(() -> switch (phase) {
            case WARMUP -> count + " warm-up requests";
            case MEASURE -> count == 0 ? "measured requests" : count + " measured requests";
        });
        display.begin(live);
    }

    @Override
    public void over() {
        display.end();
    }
}
