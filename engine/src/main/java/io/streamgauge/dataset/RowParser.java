package io.streamgauge.dataset;

import org.jspecify.annotations.Nullable;

/** Makes a request of one row. */
interface RowParser<T> {
    /**
     * The row's request, or null for a row that is none, such as a heading.
     *
     * @param index how many requests came before
     * @throws RowException when the row makes no sense
     */
    @Nullable
    Entry parse(T row, int index);
}
