package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rows of one file, in order. */
interface Rows<T> extends AutoCloseable {
    /**
     * The next row, or null at the end.
     *
     * @throws RowException when this one cannot be read and the next one can
     */
    @Nullable
    T next() throws IOException;

    /** The line at which the row just read begins, from 1. */
    long line();

    /** The file that the row just read is in, of those that {@code given} stands for. */
    default Path file(Path given) {
        return given;
    }

    @Override
    void close() throws IOException;
}
