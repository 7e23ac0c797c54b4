package io.streamgauge.jmh;

import io.streamgauge.http.AnswerParts;
import io.streamgauge.http.RecordAppendBench;
import io.streamgauge.http.RequestEncodeBench;
import io.streamgauge.http.ResponseHeadBench;
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
    private final RequestEncodeBench request = new RequestEncodeBench();
    private final ResponseHeadBench head = new ResponseHeadBench();
    private final PromptSynthesisBench prompt = new PromptSynthesisBench();

    Parts() {
        scan.begin();
        head.load();
        tokenizer.load();
    }

    /** The parts. Bounds are less than two times what was measured where that is more than noise, so that a part twice as slow fails. */
    List<Part> all() {
        int tokens = answer.answer();
        int fewTokens = shortAnswer.answer();
        return List.of(
                Part.plain("clock", Place.LOOP, clock::nanoTime, 1, 0.2, Part.NOTHING_BYTES),
                Part.plain("request", Place.LOOP, request::encode, EVENTS, 0.01, 1),
                new Part(
                        "whole answer",
                        Place.LOOP,
                        answer::answer,
                        tokens,
                        shortAnswer::answer,
                        fewTokens,
                        0.8,
                        Part.NOTHING_BYTES),
                Part.plain("  head", Place.WITHIN, head::read, EVENTS, 0.01, 2),
                new Part(
                        "  framing",
                        Place.WITHIN,
                        answer::framing,
                        tokens,
                        shortAnswer::framing,
                        fewTokens,
                        0.13,
                        Part.NOTHING_BYTES),
                Part.plain("  scan and find", Place.WITHIN, this::scan, SseScanBench.EVENTS, 0.36, Part.NOTHING_BYTES),
                Part.plain(
                        "  append", Place.WITHIN, append::append, RecordAppendBench.TOKENS, 0.12, Part.NOTHING_BYTES),
                Part.plain(
                        "count",
                        Place.BESIDE,
                        () -> tokenizer.countBatch()[0],
                        TokenizerBench.TEXTS * TokenizerBench.TOKENS,
                        0.065,
                        1),
                Part.plain(
                        "record line",
                        Place.BESIDE,
                        () -> write.write().request(),
                        RecordWriteBench.TOKENS,
                        0.45,
                        Part.NOTHING_BYTES),
                Part.plain(
                        "summary",
                        Place.BESIDE,
                        () -> summary.summarize().durationNanos(),
                        SummaryBench.REQUESTS * SummaryBench.TOKENS,
                        0.3,
                        32),
                Part.plain("prompt", Place.BESIDE, () -> prompt.synthesize().size(), EVENTS, 3, 600));
    }

    private long scan() {
        return scan.client();
    }

    @Override
    public void close() throws IOException {
        answer.close();
        shortAnswer.close();
        tokenizer.close();
        request.close();
        prompt.close();
        write.end();
    }
}
