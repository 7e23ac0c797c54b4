package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.PromptException;
import io.streamgauge.prompt.SizedPrompts;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV traces that say when a request came and how long it and its answer were. Times count from the first row. One file's
 * lines in order, since the heading names the columns.
 */
final class TraceParser implements RowParser<String> {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final DatasetFormat format;
    private final SizedPrompts sized;
    private @Nullable List<String> heading;
    private long firstNanos = UNKNOWN;

    TraceParser(DatasetFormat format, SizedPrompts sized) {
        this.format = format;
        this.sized = sized;
    }

    @Override
    public @Nullable Entry parse(String row, int index) {
        var cells = Arrays.stream(row.split(",", -1)).map(TraceParser::unquoted).toList();
        if (heading == null) {
            heading = cells;
            return null;
        }
        boolean azure = format == DatasetFormat.AZURE;
        long nanos = azure
                ? dateNanos(cell(cells, "TIMESTAMP"))
                : Math.round(number(cell(cells, "Timestamp")) * NANOS_PER_SECOND);
        int input = (int) number(cell(cells, azure ? "ContextTokens" : "Request tokens"));
        int output = (int) number(cell(cells, azure ? "GeneratedTokens" : "Response tokens"));
        if (input < 1) {
            throw new RowException("no input tokens; expected 1 or more");
        }
        firstNanos = firstNanos == UNKNOWN ? nanos : firstNanos;
        try {
            var text = sized.unique(index, input);
            var prompt = new Prompt(null, text, input, output < 1 ? Prompt.OUTPUT_UNSET : output);
            return new Entry(prompt, Math.max(0, nanos - firstNanos), Entry.ABSENT, null);
        } catch (PromptException e) {
            throw new RowException(String.valueOf(e.getMessage()), e);
        }
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
