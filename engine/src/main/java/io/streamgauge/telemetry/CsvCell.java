package io.streamgauge.telemetry;

/** Text as a cell of a CSV file (RFC 4180). */
public final class CsvCell {
    private CsvCell() {}

    /** In quotes where it has to be. */
    public static String of(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
