package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** {@code POST /v1/messages}: Anthropic's Messages with its named events and blocks. */
final class MessagesApi implements Api {
    private final MockOptions options;
    private final Generations generations;

    MessagesApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var body = OpenAiRequest.object(call.body());
        var prompt = new StringBuilder();
        OpenAiRequest.collectText(body.path("system"), prompt);
        prompt.append(OpenAiRequest.requiredMessages(body));
        var most = OpenAiRequest.whole(body, "max_tokens", -1, 1, 1 << 24);
        if (most < 0) {
            throw Refusal.badRequest("max_tokens is required", "max_tokens");
        }
        var generation =
                generations.plan(call, "msg_", prompt.toString(), most, body).withReasoning(options.reasoningTokens());
        var values = Generations.values(generation, OpenAiRequest.model(body, options));
        values.put("stop", generation.finishReason().equals("length") ? "max_tokens" : "end_turn");
        if (body.path("stream").asBoolean(false)) {
            return new Reply.Streamed(generation, StreamScript.of(shape(generation), values));
        }
        values.put("reasoning", generation.reasoningText(0));
        values.put("answer", generation.answerText(0));
        var thinking = "{\"type\":\"thinking\",\"thinking\":\"${reasoning}\",\"signature\":\"\"},";
        var content = (generation.reasoningTokens() > 0 ? thinking : "") + "{\"type\":\"text\",\"text\":\"${answer}\"}";
        var whole = message(content, "\"${stop}\"", "${all_completion_tokens}");
        return new Reply.Delayed(generation, Reply.Whole.template(whole, generation, values));
    }

    private static StreamShape shape(Generation generation) {
        var start = event("message_start", "\"message\":" + message("", "null", "1"));
        var reasons = generation.reasoningTokens() > 0;
        var thinkingStart = blockStart(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        var textIndex = reasons ? 1 : 0;
        var textStart = blockStart(textIndex, "{\"type\":\"text\",\"text\":\"\"}");
        var ping = event("ping", "");
        return new StreamShape(
                StreamShape.SSE,
                reasons ? List.of(start, thinkingStart, ping) : List.of(start, textStart, ping),
                OpeningTime.AT_ONCE,
                TextEvent.same(delta(0, "\"type\":\"thinking_delta\",\"thinking\":\"${text}\"")),
                reasons ? List.of(event("content_block_stop", "\"index\":0"), textStart) : List.of(),
                TextEvent.same(delta(textIndex, "\"type\":\"text_delta\",\"text\":\"${text}\"")),
                List.of(
                        event(
                                "content_block_stop",
                                "\"index\":"
                                        + (reasons && generation.tokens() == generation.reasoningTokens()
                                                ? 0
                                                : textIndex)),
                        event(
                                "message_delta",
                                "\"delta\":{\"stop_reason\":\"${stop}\",\"stop_sequence\":null},"
                                        + "\"usage\":{\"output_tokens\":${all_completion_tokens}}"),
                        event("message_stop", "")),
                List.of(),
                EndTime.OWN_CHUNKS,
                "");
    }

    private static String message(String content, String stop, String outputTokens) {
        return "{\"id\":\"${id}\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"${model}\",\"content\":["
                + content
                + "],\"stop_reason\":" + stop + ",\"stop_sequence\":null,\"usage\":{\"input_tokens\":${prompt_tokens},"
                + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":" + outputTokens
                + "}}";
    }

    private static String blockStart(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":{" + delta + "}");
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (fields.isEmpty() ? "" : "," + fields)
                + "}\n\n";
    }
}
