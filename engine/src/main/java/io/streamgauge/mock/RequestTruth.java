package io.streamgauge.mock;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What truly happened to one finished answer.
 *
 * @param id the {@code id} the answer carried
 * @param receivedNanos monotonic time at which the whole request had been read
 * @param writeNanos monotonic time just before the write of each event that carried text, in order; for an answer sent whole, one entry
 * @param tokens output tokens sent, over all choices
 * @param outcome how it ended
 * @param fault what went wrong on purpose, or null
 */
// The array is copied on the way in and on the way out.
@SuppressWarnings("ArrayRecordComponent")
public record RequestTruth(
        String id,
        long receivedNanos,
        long[] writeNanos,
        int tokens,
        Outcome outcome,
        @Nullable FaultKind fault) {
    /** How an answer ended: sent to its end, or broken off because the client went away or a fault was injected. */
    public enum Outcome {
        FINISHED,
        CLIENT_GONE,
        FAULT
    }

    public RequestTruth {
        writeNanos = writeNanos.clone();
    }

    @Override
    public long[] writeNanos() {
        return writeNanos.clone();
    }

    /** How many events that carried text were written. */
    public int events() {
        return writeNanos.length;
    }

    /**
     * Reads what {@link #toJson} wrote, as {@code GET /truth} gives it line by line.
     *
     * @throws IllegalArgumentException when the line is no such thing
     */
    public static RequestTruth fromJson(String line) {
        try {
            var tree = JsonMapper.shared().readTree(line);
            var writes = tree.required("write_ns");
            var nanos = new long[writes.size()];
            for (var i = 0; i < nanos.length; i++) {
                nanos[i] = writes.get(i).asLong();
            }
            var fault = tree.required("fault");
            return new RequestTruth(
                    tree.required("id").asString(),
                    tree.required("received_ns").asLong(),
                    nanos,
                    tree.required("tokens").asInt(),
                    Outcome.valueOf(tree.required("outcome").asString().toUpperCase(Locale.ROOT)),
                    fault.isNull()
                            ? null
                            : FaultKind.valueOf(
                                    fault.asString().toUpperCase(Locale.ROOT).replace("-", "_")));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no line of a truth log: " + e.getOriginalMessage(), e);
        }
    }

    /** One line of JSON, without a line break. */
    String toJson() {
        var json = new StringBuilder(96 + 20 * writeNanos.length)
                .append("{\"id\":\"")
                .append(id)
                .append("\",\"received_ns\":")
                .append(receivedNanos)
                .append(",\"tokens\":")
                .append(tokens)
                .append(",\"outcome\":\"")
                .append(outcome.name().toLowerCase(Locale.ROOT))
                .append("\",\"fault\":")
                .append(fault == null ? "null" : '"' + fault.spelling() + '"')
                .append(",\"write_ns\":[");
        for (var i = 0; i < writeNanos.length; i++) {
            json.append(i == 0 ? "" : ",").append(writeNanos[i]);
        }
        return json.append("]}").toString();
    }
}
