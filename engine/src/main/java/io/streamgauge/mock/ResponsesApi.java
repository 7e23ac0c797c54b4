package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;
import java.util.Map;

/** {@code POST /v1/responses}: OpenAI's Responses with its numbered, named events. */
final class ResponsesApi implements Api {
    private static final String ITEM = "\"item_id\":\"msg_${id}\",\"output_index\":0";
    private static final String RESPONSE =
            "\"response\":{\"id\":\"${id}\",\"object\":\"response\",\"created_at\":${created},"
                    + "\"model\":\"${model}\",";
    private static final String MESSAGE =
            "{\"id\":\"msg_${id}\",\"type\":\"message\",\"status\":\"${status}\",\"role\":\"assistant\",\"content\":[${part}]}";
    private static final String PART = "{\"type\":\"output_text\",\"text\":\"${text_so_far}\",\"annotations\":[]}";
    private static final String USAGE = "\"usage\":{\"input_tokens\":${prompt_tokens},"
            + "\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":${all_completion_tokens},"
            + "\"output_tokens_details\":{\"reasoning_tokens\":${reasoning_tokens}},\"total_tokens\":${all_tokens}}";

    private final MockOptions options;
    private final Generations generations;

    ResponsesApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var body = OpenAiRequest.object(call.body());
        var prompt = new StringBuilder(body.path("instructions").asString(""));
        OpenAiRequest.requiredText(body, "input");
        for (var item : body.path("input")) {
            OpenAiRequest.collectText(item.path("content"), prompt);
        }
        prompt.append(body.path("input").asString(""));
        var most = OpenAiRequest.whole(body, "max_output_tokens", -1, 1, 1 << 24);
        var generation =
                generations.plan(call, "resp_", prompt.toString(), most, body).withReasoning(options.reasoningTokens());
        var values = Generations.values(generation, OpenAiRequest.model(body, options));
        values.put("reasoning_tokens", Integer.toString(generation.reasoningTokens()));
        values.put("status", generation.finishReason().equals("length") ? "incomplete" : "completed");
        if (body.path("stream").asBoolean(false)) {
            return new Reply.Streamed(generation, StreamScript.of(shape(generation), values));
        }
        return new Reply.Delayed(generation, whole(generation, values));
    }

    private static Reply.Whole whole(Generation generation, Map<String, String> values) {
        return Reply.Whole.template(
                "{\"id\":\"${id}\",\"object\":\"response\",\"created_at\":${created},\"status\":\"${status}\","
                        + "\"model\":\"${model}\",\"output\":[" + MESSAGE.replace("${part}", PART) + "]," + USAGE + "}",
                generation,
                values);
    }

    private static StreamShape shape(Generation generation) {
        var last = generation.finishReason().equals("length") ? "response.incomplete" : "response.completed";
        var started = RESPONSE + "\"status\":\"in_progress\",\"output\":[],\"usage\":null}";
        var done = MESSAGE.replace("${part}", PART);
        return new StreamShape(
                StreamShape.SSE,
                List.of(event("response.created", started), event("response.in_progress", started)),
                OpeningTime.AT_ONCE,
                TextEvent.same(
                        event("response.reasoning_text.delta", ITEM + ",\"content_index\":0,\"delta\":\"${text}\"")),
                List.of(
                        event(
                                "response.output_item.added",
                                "\"output_index\":0,\"item\":"
                                        + MESSAGE.replace("${part}", "").replace("${status}", "in_progress")),
                        event(
                                "response.content_part.added",
                                ITEM
                                        + ",\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}")),
                TextEvent.same(
                        event("response.output_text.delta", ITEM + ",\"content_index\":0,\"delta\":\"${text}\"")),
                List.of(
                        event("response.output_text.done", ITEM + ",\"content_index\":0,\"text\":\"${text_so_far}\""),
                        event("response.content_part.done", ITEM + ",\"content_index\":0,\"part\":" + PART),
                        event("response.output_item.done", "\"output_index\":0,\"item\":" + done),
                        event(last, RESPONSE + "\"status\":\"${status}\",\"output\":[" + done + "]," + USAGE + "}")),
                List.of(),
                EndTime.OWN_CHUNKS,
                "");
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":${sequence}," + fields
                + "}\n\n";
    }
}
