package io.streamgauge.dataset;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When the rows of a CSV trace came, from the first one on. One file's lines in order, since the heading names the columns. */
final class TraceMoments {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final boolean azure;
    private @Nullable List<String> heading;
    private long firstNanos = UNKNOWN;

    TraceMoments(DatasetFormat format) {
        if (format != DatasetFormat.AZURE && format != DatasetFormat.BURSTGPT) {
            throw new DatasetException("a file of format " + format.key() + " is no CSV trace");
        }
        this.azure = format == DatasetFormat.AZURE;
    }

    static List<String> cells(String row) {
        return Arrays.stream(row.split(",", -1)).map(TraceMoments::unquoted).toList();
    }

    /** Nanoseconds after the first row; {@link Entry#ABSENT} of the heading. */
    long moment(List<String> cells) {
        if (heading == null) {
            heading = cells;
            return Entry.ABSENT;
        }
        long nanos = azure
                ? dateNanos(cell(cells, "TIMESTAMP"))
                : Math.round(number(cell(cells, "Timestamp")) * NANOS_PER_SECOND);
        firstNanos = firstNanos == UNKNOWN ? nanos : firstNanos;
        return Math.max(0, nanos - firstNanos);
    }

    int inputTokens(List<String> cells) {
        return (int) number(cell(cells, azure ? "ContextTokens" : "Request tokens"));
    }

    int outputTokens(List<String> cells) {
        return (int) number(cell(cells, azure ? "GeneratedTokens" : "Response tokens"));
    }

    private String cell(List<String> cells, String column) {
        int place = heading == null ? -1 : heading.indexOf(column);
        if (place < 0) {
            throw new DatasetException("no column \"" + column + "\" in the first line");
        }
        if (place >= cells.size()) {
            throw new RowException("only " + cells.size() + " columns; expected \"" + column + "\"");
        }
        return cells.get(place);
    }

    private static double number(String cell) {
        try {
            double number = Double.parseDouble(cell);
            if (number >= 0 && number <= Integer.MAX_VALUE * 1000.0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the cell
        }
        throw new RowException("'" + cell + "' is no number of 0 or more");
    }

    /** {@code 2023-11-16 18:15:46.6805900}, with or without a zone; one that nanoseconds since 1970 can tell. */
    private static long dateNanos(String cell) {
        try {
            var bare = cell.replace(' ', 'T').replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", "");
            long nanos = ChronoUnit.NANOS.between(EPOCH, LocalDateTime.parse(bare));
            if (nanos >= 0) {
                return nanos;
            }
        } catch (DateTimeException | ArithmeticException noTime) {
            // said below, with the cell
        }
        throw new RowException("'" + cell + "' is no time; expected one such as 2023-11-16 18:15:46.68");
    }

    private static String unquoted(String cell) {
        var bare = cell.strip();
        boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }
}
