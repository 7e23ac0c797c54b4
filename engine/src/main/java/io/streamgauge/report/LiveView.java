package io.streamgauge.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows a run while it is on. On a terminal one screen is redrawn in place; where text is piped, each snapshot is one plain
 * line, and the caller sends one every few seconds. One thread. What the terminal refuses is the caller's to know.
 */
public final class LiveView {
    private static final int BAR_COLUMNS = 24;
    private static final int LEAST_BAR_COLUMNS = 8;
    /** What stands beside the bar, at most. */
    private static final int BESIDE_BAR_COLUMNS = 56;

    private static final int MAX_ERRORS = 4;
    private static final int LABEL_COLUMNS = 10;

    /** How to show it. */
    public enum Mode {
        SCREEN,
        LINE
    }

    private final Appendable out;
    private final Look look;
    private final Mode mode;
    private int drawnLines;

    /**
     * A view that writes to {@code out}.
     *
     * @param out flushed by the caller
     */
    public LiveView(Appendable out, Look look, Mode mode) {
        this.out = out;
        this.look = look;
        this.mode = mode;
    }

    /** Shows the run as it is now. */
    public void show(LiveSnapshot run) throws IOException {
        if (mode == Mode.LINE) {
            out.append(line(run)).append('\n');
            return;
        }
        var screen = new StringBuilder();
        up(screen);
        var lines = screen(run);
        lines.forEach(line -> screen.append(line).append("\u001b[K\n"));
        // What a longer screen left below.
        screen.append("\u001b[J");
        out.append(screen);
        drawnLines = lines.size();
    }

    /** Wipes the screen, so that what follows takes its place; nothing in line mode. */
    public void clear() throws IOException {
        if (drawnLines > 0) {
            var screen = new StringBuilder();
            up(screen);
            out.append(screen.append("\u001b[J"));
            drawnLines = 0;
        }
    }

    private void up(StringBuilder screen) {
        if (drawnLines > 0) {
            screen.append("\u001b[").append(drawnLines).append("A\r");
        }
    }

    private List<String> screen(LiveSnapshot run) {
        var lines = new ArrayList<String>();
        lines.addAll(
                wrapped("Streamgauge", List.of(run.phase(), bar(run.progress()), percent(run.progress()), times(run))));
        lines.addAll(wrapped("requests", requests(run)));
        var tokens = run.tokensPerSecond();
        lines.add(withSparkline(
                fit("tokens/s", List.of(number(tokens.now(), 0) + " now", number(tokens.average(), 0) + " average")),
                tokens.past()));
        lines.add(spread("TTFT ms", run.firstTokenMillis()));
        lines.add(spread("gap ms", run.chunkMillis()));
        lines.addAll(wrapped(
                "client",
                List.of(
                        "loop lag " + number(run.loopLagMillis(), 2) + " ms",
                        number(run.cpuCores(), 2) + " cores busy")));
        run.errors().stream()
                .limit(MAX_ERRORS)
                .forEach(error -> lines.add(fit("error", List.of(TerminalText.oneLine(error, errorColumns())))));
        if (run.errors().size() > MAX_ERRORS) {
            lines.add(fit("", List.of("and " + (run.errors().size() - MAX_ERRORS) + " kinds more")));
        }
        lines.removeIf(String::isBlank);
        return lines;
    }

    private int errorColumns() {
        return Math.clamp(look.columns() - LABEL_COLUMNS - 3L, 10, 160);
    }

    private String spread(String label, LiveSnapshot.Spread spread) {
        return withSparkline(
                fit(label, List.of("p50 " + number(spread.p50(), 2), "p99 " + number(spread.p99(), 2))), spread.past());
    }

    private static List<String> requests(LiveSnapshot run) {
        var parts = new ArrayList<String>();
        parts.add(String.format(Locale.ROOT, "%,d done", run.done()));
        if (run.failed() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d failed", run.failed()));
        }
        parts.add(String.format(Locale.ROOT, "%,d in flight", run.inFlight()));
        if (run.planned() > 0) {
            parts.add(String.format(Locale.ROOT, "of %,d", run.planned()));
        }
        return parts;
    }

    /** Label and as many whole parts as fit in one line; parts are dropped, never cut. Empty when none fits. */
    private String fit(String label, List<String> parts) {
        var lines = wrapped(label, parts);
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    /** Label and parts, over several lines where one is too narrow; parts that fit in none are dropped, never cut. */
    private List<String> wrapped(String label, List<String> parts) {
        var separator = look.unicode() ? " · " : ", ";
        var lines = new ArrayList<String>();
        var line = new StringBuilder(String.format(Locale.ROOT, "%-" + LABEL_COLUMNS + "s ", label));
        int start = line.length();
        for (var part : parts) {
            if (part.isEmpty() || start + part.length() > look.columns() - 1) {
                continue;
            }
            boolean first = line.length() == start;
            if (!first && line.length() + separator.length() + part.length() > look.columns() - 1) {
                lines.add(line.toString());
                line.setLength(0);
                start = LABEL_COLUMNS + 1;
                line.append(" ".repeat(start)).append(part);
                continue;
            }
            line.append(first ? "" : separator).append(part);
        }
        if (line.length() > start) {
            lines.add(line.toString());
        }
        return lines;
    }

    private String withSparkline(String line, List<Double> past) {
        int room = look.columns() - 1 - 48;
        if (room < 8 || past.isEmpty() || line.isEmpty()) {
            return line;
        }
        return String.format(Locale.ROOT, "%-46s  ", line) + Sparkline.of(past, Math.min(room, 60), look);
    }

    private String bar(double progress) {
        int columns = Math.min(BAR_COLUMNS, look.columns() - BESIDE_BAR_COLUMNS);
        if (Double.isNaN(progress) || columns < LEAST_BAR_COLUMNS) {
            return "";
        }
        int full = (int) Math.round(Math.clamp(progress, 0, 1) * columns);
        var filled = look.unicode() ? "█" : "#";
        var empty = look.unicode() ? "░" : "-";
        return filled.repeat(full) + empty.repeat(columns - full);
    }

    private static String percent(double progress) {
        return Double.isNaN(progress) ? "" : (int) Math.floor(100 * Math.clamp(progress, 0, 1)) + " %";
    }

    private static String times(LiveSnapshot run) {
        var elapsed = clock(run.elapsedSeconds());
        return Double.isNaN(run.leftSeconds()) ? elapsed : elapsed + ", " + clock(run.leftSeconds()) + " left";
    }

    private static String clock(double seconds) {
        long whole = Math.max(0, (long) seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private static String number(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static String line(LiveSnapshot run) {
        var parts = new ArrayList<String>();
        parts.add((run.phase() + " " + percent(run.progress())).strip());
        parts.add(times(run));
        parts.add(String.join(", ", requests(run)));
        parts.add(number(run.tokensPerSecond().now(), 0) + " tokens/s");
        parts.add("TTFT p50 " + number(run.firstTokenMillis().p50(), 2) + " p99 "
                + number(run.firstTokenMillis().p99(), 2) + " ms");
        parts.add("gap p50 " + number(run.chunkMillis().p50(), 2) + " p99 "
                + number(run.chunkMillis().p99(), 2) + " ms");
        return String.join(" | ", parts);
    }
}
