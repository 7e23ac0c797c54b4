package io.streamgauge.http;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.TokenTimes;
import io.streamgauge.record.Usage;
import io.streamgauge.sse.JsonText;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.TextFinder;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.UsageField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the events of an answer brought: tokens with their times, text, usage, the answer's id and why it finished. Written on
 * the loop, read after the end; allocates nothing per token.
 */
final class Output {
    private static final UsageField[] USAGE_FIELDS = UsageField.values();

    private final Timeline timeline;
    private final OutputText text;

    /** By number of the field; null before an event told any. */
    private long @Nullable [] usage;

    private @Nullable String responseId;
    private @Nullable String finishReason;
    private long readNanos;
    private long firstAnswerNanos;
    private int coalesced;
    private boolean tokenInRead;

    Output(SlabPool pool) {
        timeline = new Timeline(pool);
        text = new OutputText(pool);
        reset();
    }

    void reset() {
        timeline.reset();
        text.reset();
        usage = null;
        responseId = finishReason = null;
        readNanos = firstAnswerNanos = RequestRecord.ABSENT;
        coalesced = 0;
        tokenInRead = false;
    }

    /** What comes until the next call arrived at {@code nanos}. */
    void read(long nanos) {
        readNanos = nanos;
        tokenInRead = false;
    }

    /** An event with one text, which is not empty. */
    void token(byte[] source, int from, int to, TextKind kind) {
        timeline.append(readNanos);
        if (tokenInRead) {
            coalesced++;
        }
        tokenInRead = true;
        noteAnswer(kind);
        text.appendEvent(source, from, to, kind);
    }

    /** An event whose text repeats what came before it, or does not: only what is beyond is new. */
    void growing(TextFinder found, byte[] source) {
        if (found.texts() > 0) {
            int from = text.beyond(source, found.textFrom(0), found.textTo(0));
            if (from < found.textTo(0)) {
                token(source, from, found.textTo(0), found.textKind(0));
            }
        }
        besideText(found, source);
    }

    /** An event, or a whole answer, with whatever the finder found. */
    void fields(TextFinder found, byte[] source) {
        for (int i = 0; i < found.texts(); i++) {
            int from = found.textFrom(i);
            int to = found.textTo(i);
            if (i == 0) {
                token(source, from, to, found.textKind(i));
            } else {
                noteAnswer(found.textKind(i));
                text.appendRun(source, from, to, found.textKind(i));
            }
        }
        besideText(found, source);
    }

    private void besideText(TextFinder found, byte[] source) {
        if (found.hasUsage()) {
            noteUsage(found);
        }
        if (responseId == null && found.hasId()) {
            responseId = JsonText.string(source, found.idFrom(), found.idTo());
        }
        if (finishReason == null && found.hasFinishReason()) {
            finishReason = JsonText.string(source, found.finishReasonFrom(), found.finishReasonTo());
        }
    }

    private void noteUsage(TextFinder found) {
        long[] told = usage;
        if (told == null) {
            told = new long[USAGE_FIELDS.length];
            Arrays.fill(told, Usage.UNSAID);
            usage = told;
        }
        for (UsageField field : USAGE_FIELDS) {
            long value = found.usage(field);
            told[field.index()] = value >= 0 ? value : told[field.index()];
        }
    }

    private void noteAnswer(TextKind kind) {
        if (firstAnswerNanos == RequestRecord.ABSENT && kind == TextKind.ANSWER) {
            firstAnswerNanos = readNanos;
        }
    }

    /** When the last bytes arrived, absent before the first. */
    long readNanos() {
        return readNanos;
    }

    long firstAnswerNanos() {
        return firstAnswerNanos;
    }

    int coalesced() {
        return coalesced;
    }

    int tokens() {
        return timeline.count();
    }

    long firstTokenNanos() {
        return timeline.first();
    }

    long lastTokenNanos() {
        return timeline.last();
    }

    TokenTimes tokenTimes() {
        return timeline.toTokenTimes();
    }

    @Nullable
    Usage usage() {
        return usage == null ? null : new Usage(usage[0], usage[1], usage[2], usage[3]);
    }

    @Nullable
    String responseId() {
        return responseId;
    }

    @Nullable
    String finishReason() {
        return finishReason;
    }

    OutputText text() {
        return text;
    }
}
