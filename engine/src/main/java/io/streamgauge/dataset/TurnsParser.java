package io.streamgauge.dataset;

import java.util.List;

/** Makes the turns of one row, all of one session. */
interface TurnsParser<T> {
    /**
     * The row's turns, one at least.
     *
     * @param index how many turns came before in the file
     * @throws RowException when the row makes no sense
     */
    List<Entry> turns(T row, int index);

    /** Rows that are a turn each. */
    static <T> TurnsParser<T> each(RowParser<T> parser) {
        return (row, index) -> {
            var entry = parser.parse(row, index);
            return entry == null ? List.of() : List.of(entry);
        };
    }
}
