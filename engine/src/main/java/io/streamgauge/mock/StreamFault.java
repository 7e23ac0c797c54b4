package io.streamgauge.mock;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A fault that strikes once, within a stream. Event-loop thread only. */
final class StreamFault {
    private static final String BROKEN_EVENT =
            "data: {\"id\":\"broken\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" bro\n\n";

    private final FaultRule rule;
    private final WireStyle style;
    private final int strikeAtToken;
    private boolean struck;

    private StreamFault(FaultRule rule, WireStyle style, int strikeAtToken) {
        this.rule = rule;
        this.style = style;
        this.strikeAtToken = strikeAtToken;
    }

    /** The fault of this call's stream, or null where it has none, or one that is no matter of the stream. */
    static @Nullable StreamFault of(Call call, Generation generation, WireStyle style) {
        var rule = call.fault();
        if (rule == null) {
            return null;
        }
        return switch (rule.kind()) {
            case STALL_FIRST -> new StreamFault(rule, style, 0);
            case STALL_MID,
                    TRUNCATED_CHUNK,
                    MALFORMED_JSON,
                    ERROR_EVENT,
                    DUPLICATE_EVENT,
                    EMPTY_EVENT,
                    COMMENT,
                    HUGE_EVENT -> new StreamFault(rule, style, generation.tokens() / 2);
            default -> null;
        };
    }

    /** Whether it is to strike before the event that starts with this token; true once. */
    boolean strikesAt(int token) {
        if (struck || token < strikeAtToken) {
            return false;
        }
        struck = true;
        return true;
    }

    /** Whether nothing is to be sent any more before the strike, the opening events included. */
    boolean beforeOpening() {
        return rule.kind() == FaultKind.STALL_FIRST;
    }

    /** Strikes; true when the event that was due is not to follow now. */
    boolean strike(StreamRun run) {
        switch (rule.kind()) {
            case STALL_FIRST, STALL_MID -> run.stall(rule.nanos());
            case TRUNCATED_CHUNK -> run.breakOffInChunk();
            case ERROR_EVENT -> run.breakOff(errorEvent(), endsProperly());
            case MALFORMED_JSON -> run.sendChunk(BROKEN_EVENT.getBytes(StandardCharsets.US_ASCII));
            case COMMENT -> run.sendChunk(": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII));
            case EMPTY_EVENT -> run.sendEmptyText();
            case DUPLICATE_EVENT -> run.repeatNext();
            case HUGE_EVENT -> run.padNext(rule.count(1 << 20));
            default -> throw new IllegalStateException(rule.kind() + " does not strike within a stream");
        }
        return switch (rule.kind()) {
            case STALL_FIRST, STALL_MID, TRUNCATED_CHUNK, ERROR_EVENT -> true;
            default -> false;
        };
    }

    private byte[] errorEvent() {
        var refusal = new Refusal(500, "InternalServerError", "injected fault", null);
        var json = switch (style) {
            case TRANSFORMERS -> "{\"error\":\"injected fault\"}";
            case TRTLLM -> Errors.body(WireStyle.VLLM, refusal);
            case VLLM, LLAMA, SGLANG -> Errors.body(style, refusal);
        };
        return Dialect.data(json).getBytes(StandardCharsets.UTF_8);
    }

    /** vLLM and SGLang send {@code [DONE]} even after an error; llama.cpp's server and transformers do not. */
    private boolean endsProperly() {
        return style != WireStyle.LLAMA && style != WireStyle.TRANSFORMERS;
    }
}
