package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private static LiveSnapshot snapshot(List<String> errors) {
        return new LiveSnapshot(
                "measure",
                21.4,
                13.2,
                0.62,
                794,
                errors.size(),
                256,
                1_280,
                new LiveSnapshot.Rate(17_012.4, 16_880, List.of(1.0, 4.0, 8.0, Double.NaN, 8.0)),
                new LiveSnapshot.Spread(210.4, 350.25, List.of(300.0, 350.0)),
                new LiveSnapshot.Spread(15.1, 18, List.of()),
                0.3,
                0.34,
                errors);
    }

    private static String show(Look look, LiveView.Mode mode, LiveSnapshot... snapshots) throws IOException {
        var out = new StringBuilder();
        var view = new LiveView(out, look, mode);
        for (var snapshot : snapshots) {
            view.show(snapshot);
        }
        return out.toString();
    }

    /** What stands on a terminal after these bytes: cursor up, erase to the line's end, erase below. */
    private static List<String> terminal(String bytes) {
        var lines = new ArrayList<StringBuilder>();
        lines.add(new StringBuilder());
        int row = 0;
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '\u001b') {
                int end = i + 2;
                while (!Character.isLetter(bytes.charAt(end))) {
                    end++;
                }
                switch (bytes.charAt(end)) {
                    case 'A' -> {
                        row -= Integer.parseInt(bytes.substring(i + 2, end));
                        lines.get(row).setLength(0);
                    }
                    case 'J' -> lines.subList(row + 1, lines.size()).clear();
                    case 'K' -> assertThat(bytes.charAt(end + 1)).isEqualTo('\n');
                    default -> throw new AssertionError("unexpected sequence");
                }
                i = end;
            } else if (c == '\n') {
                row++;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
                lines.get(row).setLength(0);
            } else if (c != '\r') {
                lines.get(row).append(c);
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }

    @Test
    void redrawsInPlace() throws IOException {
        var longer = snapshot(List.of("http_error 503: overloaded", "timeout"));
        var shorter = snapshot(List.of());
        assertThat(terminal(show(Look.terminal(100), LiveView.Mode.SCREEN, longer, shorter)))
                .isEqualTo(terminal(show(Look.terminal(100), LiveView.Mode.SCREEN, shorter)));
        assertThat(terminal(show(Look.terminal(100), LiveView.Mode.SCREEN, shorter, longer)))
                .isEqualTo(terminal(show(Look.terminal(100), LiveView.Mode.SCREEN, longer)));
    }

    @Test
    void screensAtSeveralWidths() throws IOException {
        var busy = snapshot(List.of("http_error 503: over\u001b[2Jloaded", "a", "b", "c", "d", "e"));
        var text = new StringBuilder();
        for (int columns : new int[] {120, 80, 40, 20}) {
            text.append("== ").append(columns).append('\n');
            for (var line : terminal(show(Look.terminal(columns), LiveView.Mode.SCREEN, busy))) {
                assertThat(line.length()).isLessThan(columns);
                text.append(line).append('\n');
            }
        }
        text.append("== ASCII\n");
        terminal(show(new Look(80, false, false), LiveView.Mode.SCREEN, busy))
                .forEach(line -> text.append(line).append('\n'));
        Golden.check("live.txt", text.toString());
    }

    @Test
    void clearLeavesNothing() throws IOException {
        var out = new StringBuilder();
        var view = new LiveView(out, Look.terminal(80), LiveView.Mode.SCREEN);
        view.clear();
        assertThat(out).isEmpty();
        view.show(snapshot(List.of()));
        view.clear();
        assertThat(terminal(out.toString())).containsExactly("");
    }

    @Test
    void aPipeGetsOnePlainLine() throws IOException {
        assertThat(show(Look.plain(), LiveView.Mode.LINE, snapshot(List.of("timeout"))))
                .isEqualTo(
                        "measure 62 % | 0:21, 0:13 left | 794 done, 1 failed, 256 in flight, of 1,280 | 17,012 tokens/s"
                                + " | TTFT p50 210.40 p99 350.25 ms | gap p50 15.10 p99 18.00 ms\n");
    }

    @Test
    void whatIsNotKnownIsADash() throws IOException {
        var early = new LiveSnapshot(
                "warm-up",
                0,
                Double.NaN,
                Double.NaN,
                0,
                0,
                8,
                0,
                new LiveSnapshot.Rate(0, 0, List.of()),
                new LiveSnapshot.Spread(Double.NaN, Double.NaN, List.of()),
                new LiveSnapshot.Spread(Double.NaN, Double.NaN, List.of()),
                Double.NaN,
                Double.NaN,
                List.of());
        assertThat(show(Look.plain(), LiveView.Mode.LINE, early))
                .isEqualTo(
                        "warm-up | 0:00 | 0 done, 8 in flight | 0 tokens/s | TTFT p50 - p99 - ms | gap p50 - p99 - ms\n");
    }
}
