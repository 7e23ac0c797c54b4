package io.streamgauge.report;

/** Makes text that a server sent safe to show on a terminal. */
final class TerminalText {
    private TerminalText() {}

    /** Text on one line, without control characters, cut to {@code limit} characters. */
    static String oneLine(String text, int limit) {
        var safe = new StringBuilder();
        text.codePoints().forEach(c -> safe.appendCodePoint(isUnsafe(c) ? ' ' : c));
        var line = safe.toString().strip().replaceAll(" {2,}", " ");
        return line.length() <= limit ? line : line.substring(0, limit - 1) + "…";
    }

    private static boolean isUnsafe(int codePoint) {
        // Format characters reorder or hide text.
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
