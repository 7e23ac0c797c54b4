package io.streamgauge.mock;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the server decided to answer; sending it is the connection's work. */
sealed interface Reply {
    /**
     * A whole response, sent at once.
     *
     * @param headers further header lines, each {@code name: value} without a line break
     */
    // Made by one owner, read by another: the array is never written again.
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(int status, String contentType, byte[] body, List<String> headers) implements Reply {
        static final String JSON = "application/json";

        static Whole json(int status, String body) {
            return new Whole(status, JSON, body.getBytes(StandardCharsets.UTF_8), List.of());
        }

        /** A JSON body from a template whose places are all in the values or known from the end of the answer. */
        static Whole template(String source, Generation generation, Map<String, String> values) {
            var cursor = new Cursor(generation);
            cursor.toToken = generation.tokens();
            return new Whole(200, JSON, EventTemplate.of(source, values).render(cursor), List.of());
        }

        static Whole text(int status, String contentType, String body) {
            return new Whole(status, contentType, body.getBytes(StandardCharsets.UTF_8), List.of());
        }
    }

    /** A whole response that is sent when its last token would have been generated. */
    record Delayed(Generation generation, Whole whole) implements Reply {}

    /** A whole response that takes time to put together: the supplier runs on a thread of its own. */
    record Slow(Supplier<Whole> whole) implements Reply {}

    /** A stream of events. */
    record Streamed(Generation generation, StreamScript script) implements Reply {}
}
