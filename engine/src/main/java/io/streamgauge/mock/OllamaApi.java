package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.TextEvent;
import java.time.Instant;
import java.util.List;

/** {@code POST /api/chat}: Ollama's chat, which streams lines of JSON unless told not to. */
final class OllamaApi implements Api {
    private static final String LINE_START =
            "{\"model\":\"${model}\",\"created_at\":\"${created_at}\",\"message\":{\"role\":\"assistant\",";
    private static final String END =
            "\"done_reason\":\"${finish}\",\"done\":true,\"prompt_eval_count\":${prompt_tokens},"
                    + "\"eval_count\":${all_completion_tokens}}";

    private final MockOptions options;
    private final Generations generations;

    OllamaApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var body = OpenAiRequest.object(call.body());
        var limits = body.path("options");
        var most = OpenAiRequest.whole(limits, "num_predict", -1, -2, 1 << 24);
        var generation = generations
                .plan(call, "ollama-", OpenAiRequest.requiredMessages(body), most > 0 ? most : -1, limits)
                .withReasoning(options.reasoningTokens());
        var values = Generations.values(generation, OpenAiRequest.model(body, options));
        values.put("created_at", Instant.now().toString());
        if (body.path("stream").asBoolean(true)) {
            var thinking = TextEvent.same(LINE_START + "\"content\":\"\",\"thinking\":\"${text}\"},\"done\":false}\n");
            var text = TextEvent.same(LINE_START + "\"content\":\"${text}\"},\"done\":false}\n");
            var finish = LINE_START + "\"content\":\"\"}," + END + "\n";
            var shape = StreamShape.ofText("application/x-ndjson", thinking, text, List.of(finish), "");
            return new Reply.Streamed(generation, StreamScript.of(shape, values));
        }
        values.put("thinking", generation.reasoningText(0));
        var thinking = generation.reasoningTokens() > 0 ? ",\"thinking\":\"${thinking}\"" : "";
        var whole = LINE_START + "\"content\":\"${text_so_far}\"" + thinking + "}," + END;
        return new Reply.Delayed(generation, Reply.Whole.template(whole, generation, values));
    }
}
