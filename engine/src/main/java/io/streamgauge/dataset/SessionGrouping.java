package io.streamgauge.dataset;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** How sessions are made of rows that may stand anywhere in a file. It sees all rows once, in their order, before it makes any session. */
interface SessionGrouping {
    /**
     * The names of what a row is a part of; none where it holds nothing that was asked of a model.
     *
     * @param number of the row, from 1
     * @throws RowException when the row makes no sense
     */
    List<String> names(JsonNode row, long number);

    /** The sessions to which what has this name belongs, when all rows were seen. */
    default List<String> sessions(String name) {
        return List.of(name);
    }

    /** Whether sessions come in the order in which they began, and not in that of the file. */
    boolean isByTime();

    /** Sessions that were left out, since a request of theirs was longer than the trace's shape allows. */
    default long leftOut() {
        return 0;
    }

    /**
     * The turns of a session; none where it is left out, or a model was asked nothing.
     *
     * @param rows all that a part of it is in
     * @throws RowException when they make no sense
     */
    List<Entry> turns(String session, List<JsonNode> rows);
}
