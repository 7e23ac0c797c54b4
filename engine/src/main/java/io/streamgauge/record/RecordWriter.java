package io.streamgauge.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes the record file: one JSON object a line, in the order of the calls. One thread at a time.
 *
 * <p>Lines gather in one reused buffer and reach the file when it holds enough or at {@link #flush}, which the owner
 * calls so often that a run cut short loses no more than it may. A token time costs no allocation.
 * When the file cannot be written the exception goes to the caller and the lines stay in the buffer.
 */
public final class RecordWriter implements AutoCloseable {
    private static final int WRITE_FROM_BYTES = 256 * 1024;

    private static final byte[] REQUEST = JsonBytes.ascii("{\"request\":");
    private static final byte[] PHASE = JsonBytes.ascii(",\"phase\":");
    private static final byte[] RESPONSE_ID = JsonBytes.ascii(",\"response_id\":");
    private static final byte[] STATUS = JsonBytes.ascii(",\"status\":");
    private static final byte[] HTTP_STATUS = JsonBytes.ascii(",\"http_status\":");
    private static final byte[] ERROR = JsonBytes.ascii(",\"error\":");
    private static final byte[] DUE = JsonBytes.ascii(",\"due_ns\":");
    private static final byte[] SENT = JsonBytes.ascii(",\"sent_ns\":");
    private static final byte[] FIRST_BYTE = JsonBytes.ascii(",\"first_byte_ns\":");
    private static final byte[] TOKENS = JsonBytes.ascii(",\"token_ns\":[");
    private static final byte[] END = JsonBytes.ascii("],\"end_ns\":");
    private static final byte[] ISL = JsonBytes.ascii(",\"isl\":");
    private static final byte[] OSL = JsonBytes.ascii(",\"osl\":");
    private static final byte[] USAGE = JsonBytes.ascii(",\"usage\":");
    private static final byte[] USAGE_PROMPT = JsonBytes.ascii("{\"prompt_tokens\":");
    private static final byte[] USAGE_COMPLETION = JsonBytes.ascii(",\"completion_tokens\":");
    private static final byte[] USAGE_CACHED = JsonBytes.ascii(",\"cached_tokens\":");
    private static final byte[] USAGE_REASONING = JsonBytes.ascii(",\"reasoning_tokens\":");
    private static final byte[] FIRST_ANSWER = JsonBytes.ascii(",\"first_answer_ns\":");
    private static final byte[] COALESCED = JsonBytes.ascii(",\"coalesced\":");
    private static final byte[] STAMP = JsonBytes.ascii(",\"stamp\":");
    private static final byte[] CONNECT = JsonBytes.ascii(",\"connect_ns\":");
    private static final byte[] FINISH_REASON = JsonBytes.ascii(",\"finish_reason\":");
    private static final byte[] RETRIES = JsonBytes.ascii(",\"retries\":");
    private static final byte[] IMAGES = JsonBytes.ascii(",\"images\":");
    private static final byte[] SESSION = JsonBytes.ascii(",\"session\":");
    private static final byte[] TURN = JsonBytes.ascii(",\"turn\":");
    private static final byte[] TURNS = JsonBytes.ascii(",\"turns\":");
    private static final byte[] LINE_END = JsonBytes.ascii("}\n");

    private final FileChannel file;
    private final JsonBytes line = new JsonBytes(2 * WRITE_FROM_BYTES);

    private RecordWriter(FileChannel file) {
        this.file = file;
    }

    /** Starts the record file anew. */
    public static RecordWriter create(Path path) throws IOException {
        return new RecordWriter(FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    }

    /** Adds one line. */
    public void write(RequestRecord record) throws IOException {
        line.raw(REQUEST);
        line.number(record.request());
        line.raw(PHASE);
        line.string(record.phase().key());
        line.raw(RESPONSE_ID);
        line.string(record.responseId());
        line.raw(STATUS);
        line.string(record.status().key());
        line.raw(HTTP_STATUS);
        numberUnless(0, record.httpStatus());
        line.raw(ERROR);
        line.string(record.error());
        writeTimes(record);
        line.raw(ISL);
        line.number(record.isl());
        line.raw(OSL);
        line.number(record.osl());
        line.raw(USAGE);
        writeUsage(record);
        line.raw(FIRST_ANSWER);
        numberUnless(RequestRecord.ABSENT, record.firstAnswerNanos());
        line.raw(COALESCED);
        line.number(record.coalesced());
        line.raw(STAMP);
        line.string(record.stamp().key());
        line.raw(CONNECT);
        line.number(record.connectNanos());
        line.raw(FINISH_REASON);
        line.string(record.finishReason());
        line.raw(RETRIES);
        line.number(record.retries());
        if (record.images() > 0) {
            line.raw(IMAGES);
            line.number(record.images());
        }
        var session = record.session();
        if (session != null) {
            line.raw(SESSION);
            line.string(session.session());
            line.raw(TURN);
            line.number(session.turn());
            line.raw(TURNS);
            line.number(session.turns());
        }
        line.raw(LINE_END);
        if (line.length() >= WRITE_FROM_BYTES) {
            flush();
        }
    }

    private void writeTimes(RequestRecord record) {
        line.raw(DUE);
        numberUnless(RequestRecord.ABSENT, record.dueNanos());
        line.raw(SENT);
        numberUnless(RequestRecord.ABSENT, record.sentNanos());
        line.raw(FIRST_BYTE);
        numberUnless(RequestRecord.ABSENT, record.firstByteNanos());
        line.raw(TOKENS);
        record.tokenTimes().forEach(line);
        line.raw(END);
        numberUnless(RequestRecord.ABSENT, record.endNanos());
    }

    private void writeUsage(RequestRecord record) {
        var usage = record.usage();
        if (usage == null) {
            line.raw(JsonBytes.NULL);
            return;
        }
        line.raw(USAGE_PROMPT);
        numberUnless(Usage.UNSAID, usage.promptTokens());
        line.raw(USAGE_COMPLETION);
        numberUnless(Usage.UNSAID, usage.completionTokens());
        line.raw(USAGE_CACHED);
        numberUnless(Usage.UNSAID, usage.cachedTokens());
        line.raw(USAGE_REASONING);
        numberUnless(Usage.UNSAID, usage.reasoningTokens());
        line.raw('}');
    }

    private void numberUnless(long nothing, long value) {
        if (value == nothing) {
            line.raw(JsonBytes.NULL);
        } else {
            line.number(value);
        }
    }

    /** Hands all lines so far to the file. */
    public void flush() throws IOException {
        var buffer = ByteBuffer.wrap(line.bytes(), 0, line.length());
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } finally {
            line.discard(buffer.position());
        }
    }

    /** Waits until the lines flushed so far would outlive a torn power cord. Any thread. */
    public void force() throws IOException {
        file.force(false);
    }

    /** Flushes and closes the file. */
    @Override
    public void close() throws IOException {
        try (file) {
            if (file.isOpen()) {
                flush();
            }
        }
    }
}
