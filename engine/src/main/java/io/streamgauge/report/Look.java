package io.streamgauge.report;

/**
 * What the place where text will be read can show.
 *
 * @param columns characters that fit on a line
 * @param unicode whether box drawing and the like can be shown
 * @param color whether escape sequences of colour can be
 */
public record Look(int columns, boolean unicode, boolean color) {
    public Look {
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be at least 1, was " + columns);
        }
    }

    /** A pipe or a file: ASCII, lines as long as they need to be. */
    public static Look plain() {
        return new Look(Integer.MAX_VALUE, false, false);
    }

    /** A terminal of this width with UTF-8 and colour. */
    public static Look terminal(int columns) {
        return new Look(columns, true, true);
    }
}
