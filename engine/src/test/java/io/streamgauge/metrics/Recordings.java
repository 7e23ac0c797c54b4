package io.streamgauge.metrics;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.record.TokenTimes;
import io.streamgauge.record.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Records with the times that a test cares for. */
public final class Recordings {
    private Recordings() {}

    /** A measured request that succeeded; answer from the first token on, end 1 µs after the last. */
    public static RequestRecord ok(int request, long sent, int osl, long... tokens) {
        return ok(request, sent, osl, null, tokens);
    }

    /** The same with the server's count of output tokens. */
    public static RequestRecord ok(int request, long sent, int osl, @Nullable Usage usage, long... tokens) {
        var times = TokenTimes.of(tokens);
        return new RequestRecord(
                request,
                Phase.MEASURE,
                "id-" + request,
                Status.OK,
                200,
                null,
                sent,
                sent,
                times.first(),
                times,
                times.first(),
                times.count() == 0 ? sent + 1_000 : times.last() + 1_000,
                100,
                osl,
                usage,
                0,
                Stamp.USER,
                0,
                "stop",
                0,
                0,
                null);
    }

    /** A measured request that failed. */
    public static RequestRecord failed(int request, long sent, Status status, int httpStatus, @Nullable String error) {
        return new RequestRecord(
                request,
                Phase.MEASURE,
                null,
                status,
                httpStatus,
                error,
                sent,
                sent,
                RequestRecord.ABSENT,
                TokenTimes.of(sent + 5),
                RequestRecord.ABSENT,
                sent + 77,
                100,
                1,
                null,
                0,
                Stamp.USER,
                0,
                null,
                0,
                0,
                null);
    }

    /** Another phase, and all else as it was. */
    public static RequestRecord warmup(RequestRecord record) {
        return new RequestRecord(
                record.request(),
                Phase.WARMUP,
                record.responseId(),
                record.status(),
                record.httpStatus(),
                record.error(),
                record.dueNanos(),
                record.sentNanos(),
                record.firstByteNanos(),
                record.tokenTimes(),
                record.firstAnswerNanos(),
                record.endNanos(),
                record.isl(),
                record.osl(),
                record.usage(),
                record.coalesced(),
                record.stamp(),
                record.connectNanos(),
                record.finishReason(),
                record.retries(),
                record.images(),
                null);
    }

    /** Another due, first-answer and connect time, and coalesced count, and all else as it was. */
    public static RequestRecord with(
            RequestRecord record, long due, long firstAnswer, long connect, int coalesced, Stamp stamp) {
        return new RequestRecord(
                record.request(),
                record.phase(),
                record.responseId(),
                record.status(),
                record.httpStatus(),
                record.error(),
                due,
                record.sentNanos(),
                record.firstByteNanos(),
                record.tokenTimes(),
                firstAnswer,
                record.endNanos(),
                record.isl(),
                record.osl(),
                record.usage(),
                coalesced,
                stamp,
                connect,
                record.finishReason(),
                record.retries(),
                record.images(),
                null);
    }

    /** A believable run: {@code count} requests of about {@code tokens} tokens, every twentieth failed. */
    public static List<RequestRecord> run(int count, int tokens, long seed) {
        var random = new SplittableRandom(seed);
        var records = new ArrayList<RequestRecord>();
        for (int i = 0; i < count; i++) {
            long sent = 1_000_000_000_000L + i * 3_000_000L + random.nextInt(1_000_000);
            if (i % 20 == 19) {
                records.add(failed(i, sent, Status.HTTP_ERROR, 503, "overloaded"));
                continue;
            }
            var times = new long[Math.max(1, tokens + random.nextInt(-3, 4))];
            long time = sent + 200_000_000L + random.nextInt(50_000_000);
            for (int t = 0; t < times.length; t++) {
                times[t] = time;
                time += 14_000_000L + random.nextInt(2_000_000);
            }
            var usage = new Usage(110, times.length + 1, Usage.UNSAID, Usage.UNSAID);
            var record = ok(i, sent, times.length, usage, times);
            records.add(i < 4 ? warmup(record) : record);
        }
        return List.copyOf(records);
    }
}
