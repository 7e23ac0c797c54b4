package io.streamgauge.dataset;

import io.streamgauge.dataset.DatasetOptions.Invalid;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What becomes of a row that makes no sense: told with its place in the file, or left out and counted. */
final class RowTroubles {
    private final Path file;
    private final Rows<?> rows;
    private final Invalid invalid;
    private long skipped;

    /** Reads a row. */
    interface Step<R extends @Nullable Object> {
        R take() throws IOException;
    }

    RowTroubles(Path file, Rows<?> rows, Invalid invalid) {
        this.file = file;
        this.rows = rows;
        this.invalid = invalid;
    }

    /**
     * What {@code step} makes of the next row of which it can make something.
     *
     * @throws DatasetException with the place, when the file cannot be read, or a row makes no sense and is not to be skipped
     */
    <R extends @Nullable Object> R next(Step<R> step) {
        while (true) {
            try {
                return step.take();
            } catch (RowException e) {
                if (invalid == Invalid.FAIL) {
                    throw new DatasetException(rows.file(file) + ":" + rows.line() + ": " + e.getMessage(), e);
                }
                skipped++;
            } catch (DatasetException e) {
                throw new DatasetException(rows.file(file) + ": " + e.getMessage(), e);
            } catch (IOException e) {
                throw new DatasetException("cannot read " + rows.file(file) + ": " + InputFile.reason(e), e);
            }
        }
    }

    /** Rows left out. */
    long skipped() {
        return skipped;
    }
}
