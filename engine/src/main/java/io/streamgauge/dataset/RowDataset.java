package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Requests made of a file's rows; adds the place to what is wrong. */
final class RowDataset<T> implements Dataset {
    private final Path file;
    private final Rows<T> rows;
    private final RowParser<T> parser;
    private final DatasetOptions options;
    private int entries;
    private long skipped;

    RowDataset(Path file, Rows<T> rows, RowParser<T> parser, DatasetOptions options) {
        this.file = file;
        this.rows = rows;
        this.parser = parser;
        this.options = options;
    }

    @Override
    public @Nullable Entry next() {
        while (true) {
            try {
                var row = rows.next();
                if (row == null) {
                    return null;
                }
                var entry = parser.parse(row, entries);
                if (entry != null) {
                    options.checkLength(entry);
                    entries++;
                    return entry;
                }
            } catch (RowException e) {
                if (options.invalid() == DatasetOptions.Invalid.FAIL) {
                    throw new DatasetException(file + ":" + rows.line() + ": " + e.getMessage(), e);
                }
                skipped++;
            } catch (DatasetException e) {
                throw new DatasetException(file + ": " + e.getMessage(), e);
            } catch (IOException e) {
                throw new DatasetException("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    @Override
    public long skipped() {
        return skipped;
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
