package io.streamgauge.jmh;

import io.streamgauge.http.AnswerParts;
import io.streamgauge.http.RecordAppendBench;
import io.streamgauge.jmh.Part.Place;
import io.streamgauge.sse.SseScanBench;
import java.io.IOException;
import java.util.List;

/** All that the client does for a token, as parts that can be measured. One thread. */
final class Parts implements AutoCloseable {
    private static final int EVENTS = 1300;
    private static final int FEW_EVENTS = 100;

    private final AnswerParts answer = new AnswerParts(EVENTS);
    private final AnswerParts shortAnswer = new AnswerParts(FEW_EVENTS);
    private final SseScanBench scan = new SseScanBench();
    private final RecordAppendBench append = new RecordAppendBench();
    private final TokenizerBench tokenizer = new TokenizerBench();
    private final RecordWriteBench write = new RecordWriteBench();
    private final SummaryBench summary = new SummaryBench();
    private final ClockBench clock = new ClockBench();

    Parts() {
        scan.begin();
    }

    /** The parts. Bounds are some three times what was measured, so that they tell a slower client and not a slower day. */
    List<Part> all() {
        int tokens = answer.answer();
        int fewTokens = shortAnswer.answer();
        return List.of(
                Part.plain("clock", Place.LOOP, clock::nanoTime, 1, 2, Part.NOTHING_BYTES),
                new Part(
                        "whole answer",
                        Place.LOOP,
                        answer::answer,
                        tokens,
                        shortAnswer::answer,
                        fewTokens,
                        1,
                        Part.NOTHING_BYTES),
                new Part(
                        "  framing",
                        Place.WITHIN,
                        answer::framing,
                        tokens,
                        shortAnswer::framing,
                        fewTokens,
                        0.5,
                        Part.NOTHING_BYTES),
                Part.plain("  scan and find", Place.WITHIN, this::scan, SseScanBench.EVENTS, 0.8, Part.NOTHING_BYTES),
                Part.plain("  append", Place.WITHIN, append::append, RecordAppendBench.TOKENS, 0.3, Part.NOTHING_BYTES),
                Part.plain(
                        "count",
                        Place.AFTER,
                        () -> tokenizer.countBatch()[0],
                        TokenizerBench.TEXTS * TokenizerBench.TOKENS,
                        2,
                        1),
                Part.plain(
                        "record line",
                        Place.AFTER,
                        () -> write.write().request(),
                        RecordWriteBench.TOKENS,
                        1,
                        Part.NOTHING_BYTES),
                Part.plain(
                        "summary",
                        Place.AFTER,
                        () -> summary.summarize().durationNanos(),
                        SummaryBench.REQUESTS * SummaryBench.TOKENS,
                        3,
                        100));
    }

    private long scan() {
        return scan.client();
    }

    @Override
    public void close() throws IOException {
        answer.close();
        shortAnswer.close();
        tokenizer.close();
        write.end();
    }
}
