package io.streamgauge.report;

import io.streamgauge.record.JsonBytes;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Utf8;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code profile_export.json} in perf_analyzer's shape, written request by request while the run is on. One thread.
 *
 * <p>genai-perf's own parser reads it to the numbers that we report: it holds the measured requests that succeeded, each
 * with its body, and for every token event the time and the text in the smallest envelope that the parser accepts, in
 * place of the bytes that the server sent. Text that came as reasoning or as tool-call arguments stands in the same field
 * as answers do, since both count as output. {@link #addRaw} puts the bytes that the server sent in that place, piece by
 * piece. The file appears at {@link #finish}; closing without it leaves nothing.
 */
public final class ProfileExport implements AutoCloseable {
    private static final int WRITE_FROM_BYTES = 256 * 1024;
    private static final byte[] REQUESTS = JsonBytes.ascii(",\"requests\":[");
    private static final byte[] TIMESTAMP = JsonBytes.ascii("{\"timestamp\":");
    private static final byte[] PAYLOAD = JsonBytes.ascii(",\"request_inputs\":{\"payload\":\"");
    private static final byte[] PAYLOAD_END = JsonBytes.ascii("\"");
    private static final byte[] DELAY = JsonBytes.ascii(",\"delay\":");
    private static final byte[] SESSION = JsonBytes.ascii(",\"session_id\":");
    private static final byte[] RESPONSE_TIMES = JsonBytes.ascii("},\"response_timestamps\":[");
    private static final byte[] RESPONSES = JsonBytes.ascii("],\"response_outputs\":[");
    private static final byte[] NO_TEXT = JsonBytes.ascii("{\"response\":\"\"}");
    private static final byte[] RAW = JsonBytes.ascii("{\"response\":\"");
    private static final byte[] RAW_END = JsonBytes.ascii("\"}");
    private static final byte[] RESPONSES_END = JsonBytes.ascii("]}");
    private static final byte[] BOUNDARIES = JsonBytes.ascii("],\"window_boundaries\":[");

    /** The envelope around a text: what kind of answer it is part of. */
    public enum Envelope {
        CHAT_STREAM(
                "data: {\\\"object\\\":\\\"chat.completion.chunk\\\",\\\"choices\\\":[{\\\"delta\\\":{\\\"content\\\":\\\"",
                "\\\"}}]}\\n\\n"),
        CHAT_WHOLE(
                "{\\\"object\\\":\\\"chat.completion\\\",\\\"choices\\\":[{\\\"message\\\":{\\\"content\\\":\\\"",
                "\\\"}}]}"),
        COMPLETION_STREAM(
                "data: {\\\"object\\\":\\\"text_completion\\\",\\\"choices\\\":[{\\\"text\\\":\\\"", "\\\"}]}\\n\\n"),
        COMPLETION_WHOLE("{\\\"object\\\":\\\"text_completion\\\",\\\"choices\\\":[{\\\"text\\\":\\\"", "\\\"}]}");

        private final String before;
        private final String after;

        Envelope(String before, String after) {
            this.before = before;
            this.after = after;
        }

        private boolean isWhole() {
            return this == CHAT_WHOLE || this == COMPLETION_WHOLE;
        }

        private byte[] head() {
            return JsonBytes.ascii("{\"response\":\"" + before);
        }

        private byte[] tail() {
            return JsonBytes.ascii(after + "\"}");
        }
    }

    /**
     * What the file says of the whole run.
     *
     * @param mode {@code concurrency} or {@code request_rate}
     * @param value the load in that mode: an {@link Integer} or a {@link Double}
     * @param endpoint path of the endpoint without its leading slash, such as {@code v1/chat/completions}
     * @param envelope what kind of answers
     * @param epochOffsetNanos what is added to a monotonic time to make it nanoseconds since 1970
     */
    public record Header(String mode, Number value, String endpoint, Envelope envelope, long epochOffsetNanos) {}

    /**
     * What was sent.
     *
     * @param body the request's body, UTF-8
     * @param delayNanos how long its user thought before it, in a session; 0 for not at all
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Sent(byte[] body, long delayNanos) {}

    private final AtomicFile file;
    private final Header header;
    private final byte[] head;
    private final byte[] tail;
    private final JsonBytes json = new JsonBytes(2 * WRITE_FROM_BYTES);
    private long startNanos = Long.MAX_VALUE;
    private long endNanos = Long.MIN_VALUE;
    private boolean first = true;

    private ProfileExport(AtomicFile file, Header header) {
        this.file = file;
        this.header = header;
        this.head = header.envelope().head();
        this.tail = header.envelope().tail();
    }

    /** Starts the file beside its place. */
    public static ProfileExport create(Path path, Header header) throws IOException {
        var export = new ProfileExport(AtomicFile.create(path), header);
        export.json.raw(JsonBytes.ascii("{\"experiments\":[{\"experiment\":{\"mode\":"));
        export.json.string(header.mode());
        export.json.raw(JsonBytes.ascii(",\"value\":" + header.value() + "}"));
        export.json.raw(REQUESTS);
        return export;
    }

    /**
     * Adds a request that ended; passes over warm-up and failures, which perf_analyzer's file has no place for.
     *
     * @param text the texts of all token events, one after the other, as they stood between the quotes of the server's
     *     JSON: still escaped
     * @param textLengths length in bytes of each token event's text; as many as the record has token times, or more
     */
    public void add(RequestRecord record, Sent sent, byte[] text, int[] textLengths) throws IOException {
        if (!record.isMeasuredOk()) {
            return;
        }
        var times = record.tokenTimes();
        addRequest(record, sent);
        if (times.count() == 0) {
            // An answer without text, as of embeddings: its one response is told by its time alone.
            json.number(record.endNanos() + header.epochOffsetNanos());
            json.raw(RESPONSES);
            json.raw(NO_TEXT);
        } else {
            times.forEach(time -> json.accept(time + header.epochOffsetNanos()));
            json.raw(RESPONSES);
            addTexts(times.count(), text, textLengths);
        }
        endRequest(record.sentNanos(), times.count() == 0 ? record.endNanos() : times.last());
    }

    /**
     * Adds a request that ended with all that the server said, as perf_analyzer does: a response for each piece, or one
     * for an answer that is no stream. Passes over warm-up and failures.
     *
     * @param answer the answer's body as it came
     * @param nanos when each piece of it came
     * @param ends where each piece ends in {@code answer}
     */
    public void addRaw(RequestRecord record, Sent sent, byte[] answer, long[] nanos, int[] ends) throws IOException {
        if (!record.isMeasuredOk()) {
            return;
        }
        int last = ends.length - 1;
        int start = header.envelope().isWhole() ? last : 0;
        addRequest(record, sent);
        for (int i = start; i <= last; i++) {
            json.accept(nanos[i] + header.epochOffsetNanos());
        }
        json.raw(RESPONSES);
        int from = 0;
        for (int i = start; i <= last; i++) {
            // Half a character would be no JSON: its bytes go to the piece that brings the rest.
            int end = i == last ? ends[i] : Utf8.wholeUntil(answer, from, ends[i]);
            if (i > start) {
                json.raw(',');
            }
            json.raw(RAW);
            json.escaped(answer, from, end);
            json.raw(RAW_END);
            from = end;
        }
        endRequest(record.sentNanos(), nanos[last]);
    }

    private void addRequest(RequestRecord record, Sent sent) {
        if (!first) {
            json.raw(',');
        }
        first = false;
        json.raw(TIMESTAMP);
        json.number(record.sentNanos() + header.epochOffsetNanos());
        json.raw(PAYLOAD);
        json.escaped(sent.body(), 0, sent.body().length);
        json.raw(PAYLOAD_END);
        SessionTurn turn = record.session();
        if (turn != null) {
            if (sent.delayNanos() > 0) {
                json.raw(DELAY);
                json.number(Math.round(sent.delayNanos() / 1e6));
            }
            json.raw(SESSION);
            json.string(turn.session());
        }
        json.raw(RESPONSE_TIMES);
    }

    private void endRequest(long sentNanos, long lastNanos) throws IOException {
        json.raw(RESPONSES_END);
        startNanos = Math.min(startNanos, sentNanos);
        endNanos = Math.max(endNanos, lastNanos);
        if (json.length() >= WRITE_FROM_BYTES) {
            flush();
        }
    }

    private void addTexts(int count, byte[] text, int[] textLengths) {
        int position = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                json.raw(',');
            }
            json.raw(head);
            json.escaped(text, position, position + textLengths[i]);
            json.raw(tail);
            position += textLengths[i];
        }
    }

    private void flush() throws IOException {
        file.append(json.bytes(), json.length());
        json.discard(json.length());
    }

    /** Ends the file and puts it in its place. */
    public void finish() throws IOException {
        json.raw(BOUNDARIES);
        if (!first) {
            json.number(startNanos + header.epochOffsetNanos());
            json.raw(',');
            json.number(endNanos + header.epochOffsetNanos());
        }
        json.raw(JsonBytes.ascii("]}],\"version\":\"streamgauge\",\"service_kind\":\"openai\",\"endpoint\":"));
        json.string(header.endpoint());
        json.raw('}');
        flush();
        file.commit();
    }

    /** Drops the file unless it was finished. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
