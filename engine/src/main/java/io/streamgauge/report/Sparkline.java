package io.streamgauge.report;

import java.util.List;

/** A course of numbers in a few characters: the latest that fit, scaled to the largest among them. */
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final String ASCII = "_.:-=+*#";

    private Sparkline() {}

    static String of(List<Double> past, int columns, Look look) {
        var shown = past.subList(Math.max(0, past.size() - Math.max(0, columns)), past.size());
        double most = shown.stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        var levels = look.unicode() ? BLOCKS : ASCII;
        var line = new StringBuilder();
        for (double value : shown) {
            if (!Double.isFinite(value)) {
                line.append(' ');
            } else {
                int level = most <= 0 ? 0 : (int) Math.clamp(value / most * levels.length(), 0, levels.length() - 1);
                line.append(levels.charAt(level));
            }
        }
        return line.toString();
    }
}
