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

    /** The session to which what has this name belongs, when all rows were seen. */
    default String session(String name) {
        return name;
    }

    /** Whether sessions come in the order in which they began, and not in that of the file. */
    boolean isByTime();

    /**
     * The turns of a session; none where it is to be left out.
     *
     * @param rows all that a part of it is in
     * @throws RowException when they make no sense
     */
    List<Entry> turns(String session, List<JsonNode> rows);
}
