package io.streamgauge.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Records as bytes, for {@link RecordStore} alone: they never outlive the process. Whole numbers as they are, texts and token times behind their length. */
final class RecordCoder {
    private static final int NO_TEXT = -1;
    private static final int FIXED_BYTES = 3 + 9 * Integer.BYTES + 9 * Long.BYTES + 3 * Integer.BYTES;
    private static final int USAGE_BYTES = 1 + 4 * Long.BYTES;
    private static final int SESSION_BYTES = 3 * Integer.BYTES;
    private static final Phase[] PHASES = Phase.values();
    private static final Status[] STATUSES = Status.values();
    private static final Stamp[] STAMPS = Stamp.values();

    private RecordCoder() {}

    static byte[] encode(RequestRecord record) {
        byte[] id = utf8(record.responseId());
        byte[] error = utf8(record.error());
        byte[] reason = utf8(record.finishReason());
        SessionTurn turn = record.session();
        byte[] session = utf8(turn == null ? null : turn.session());
        TokenTimes times = record.tokenTimes();
        var bytes = ByteBuffer.allocate(FIXED_BYTES
                + USAGE_BYTES
                + SESSION_BYTES
                + id.length
                + error.length
                + reason.length
                + session.length
                + times.deltas().length);
        bytes.put((byte) record.phase().ordinal());
        bytes.put((byte) record.status().ordinal());
        bytes.put((byte) record.stamp().ordinal());
        bytes.putInt(record.request()).putInt(record.httpStatus());
        bytes.putInt(record.isl()).putInt(record.osl());
        bytes.putInt(record.coalesced()).putInt(record.retries()).putInt(record.images());
        bytes.putLong(record.dueNanos()).putLong(record.sentNanos());
        bytes.putLong(record.firstByteNanos()).putLong(record.firstAnswerNanos());
        bytes.putLong(record.endNanos()).putLong(record.connectNanos());
        bytes.putInt(times.count()).putLong(times.first()).putLong(times.last());
        bytes.putInt(times.deltas().length).put(times.deltas());
        putUsage(bytes, record.usage());
        putText(bytes, record.responseId() == null, id);
        putText(bytes, record.error() == null, error);
        putText(bytes, record.finishReason() == null, reason);
        putText(bytes, turn == null, session);
        bytes.putInt(turn == null ? 0 : turn.turn()).putInt(turn == null ? 0 : turn.turns());
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    static RequestRecord decode(ByteBuffer bytes) {
        Phase phase = PHASES[bytes.get()];
        Status status = STATUSES[bytes.get()];
        Stamp stamp = STAMPS[bytes.get()];
        int request = bytes.getInt();
        int httpStatus = bytes.getInt();
        int isl = bytes.getInt();
        int osl = bytes.getInt();
        int coalesced = bytes.getInt();
        int retries = bytes.getInt();
        int images = bytes.getInt();
        long due = bytes.getLong();
        long sent = bytes.getLong();
        long firstByte = bytes.getLong();
        long firstAnswer = bytes.getLong();
        long end = bytes.getLong();
        long connect = bytes.getLong();
        TokenTimes times = times(bytes);
        Usage usage = usage(bytes);
        String id = text(bytes);
        String error = text(bytes);
        String reason = text(bytes);
        String session = text(bytes);
        int turn = bytes.getInt();
        int turns = bytes.getInt();
        return new RequestRecord(
                request,
                phase,
                id,
                status,
                httpStatus,
                error,
                due,
                sent,
                firstByte,
                times,
                firstAnswer,
                end,
                isl,
                osl,
                usage,
                coalesced,
                stamp,
                connect,
                reason,
                retries,
                images,
                session == null ? null : new SessionTurn(session, turn, turns));
    }

    private static TokenTimes times(ByteBuffer bytes) {
        int count = bytes.getInt();
        long first = bytes.getLong();
        long last = bytes.getLong();
        byte[] deltas = new byte[bytes.getInt()];
        bytes.get(deltas);
        return count == 0 ? TokenTimes.EMPTY : TokenTimes.wrap(deltas, count, first, last);
    }

    private static void putUsage(ByteBuffer bytes, @Nullable Usage usage) {
        bytes.put((byte) (usage == null ? 0 : 1));
        if (usage != null) {
            bytes.putLong(usage.promptTokens()).putLong(usage.completionTokens());
            bytes.putLong(usage.cachedTokens()).putLong(usage.reasoningTokens());
        }
    }

    private static @Nullable Usage usage(ByteBuffer bytes) {
        return bytes.get() == 0 ? null : new Usage(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    private static byte[] utf8(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void putText(ByteBuffer bytes, boolean none, byte[] utf8) {
        bytes.putInt(none ? NO_TEXT : utf8.length).put(utf8);
    }

    private static @Nullable String text(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length == NO_TEXT) {
            return null;
        }
        byte[] utf8 = new byte[length];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
