package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Requests made of a file's rows. */
final class RowDataset<T> implements Dataset {
    private final Path file;
    private final Rows<T> rows;
    private final RowParser<T> parser;
    private final DatasetOptions options;
    private final RowTroubles troubles;
    private final @Nullable TraceShaper shaper;
    private int entries;

    RowDataset(Path file, Rows<T> rows, RowParser<T> parser, DatasetOptions options) {
        this(file, rows, parser, options, null);
    }

    /** @param shaper that leaves rows out; null where nobody does */
    RowDataset(Path file, Rows<T> rows, RowParser<T> parser, DatasetOptions options, @Nullable TraceShaper shaper) {
        this.shaper = shaper;
        this.file = file;
        this.rows = rows;
        this.parser = parser;
        this.options = options;
        this.troubles = new RowTroubles(file, rows, options.invalid());
    }

    @Override
    public @Nullable Entry next() {
        return troubles.next(this::parsed);
    }

    private @Nullable Entry parsed() throws IOException {
        for (T row = rows.next(); row != null; row = rows.next()) {
            var entry = parser.parse(row, entries);
            if (entry != null) {
                options.checkLength(entry);
                entries++;
                return entry;
            }
        }
        return null;
    }

    @Override
    public long skipped() {
        return troubles.skipped();
    }

    @Override
    public long leftOut() {
        return shaper == null ? 0 : shaper.leftOut();
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw new DatasetException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
