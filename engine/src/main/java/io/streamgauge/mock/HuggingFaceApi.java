package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** {@code POST /}, {@code /generate} and {@code /generate_stream}: Text Generation Inference's own API. */
final class HuggingFaceApi implements Api {
    private static final String TOKEN =
            "{\"index\":${completion_tokens},\"token\":{\"id\":${token_id},\"text\":\"${text}\",\"logprob\":-0.5,\"special\":false},";
    private static final String DETAILS =
            "\"details\":{\"finish_reason\":\"${stop}\",\"generated_tokens\":${all_completion_tokens},"
                    + "\"input_length\":${prompt_tokens},\"seed\":null}";

    private final MockOptions options;
    private final Generations generations;

    HuggingFaceApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var body = OpenAiRequest.object(call.body());
        var prompt = OpenAiRequest.requiredText(body, "inputs");
        var parameters = body.path("parameters");
        var most = OpenAiRequest.whole(parameters, "max_new_tokens", -1, 1, 1 << 24);
        var generation = generations.plan(call, "tgi-", prompt, most, parameters);
        var values = Generations.values(generation, OpenAiRequest.model(body, options));
        values.put("stop", generation.finishReason().equals("length") ? "length" : "eos_token");
        if (call.path().equals("/generate_stream") || body.path("stream").asBoolean(false)) {
            // This server puts no space after the colon.
            var text = new TextEvent(
                    "data:" + TOKEN + "\"generated_text\":null,\"details\":null}\n\n",
                    "data:" + TOKEN + "\"generated_text\":\"${text_so_far}\"," + DETAILS + "}\n\n");
            var shape = StreamShape.ofText(StreamShape.SSE, text, text, List.of(), "");
            return new Reply.Streamed(generation, StreamScript.of(shape, values));
        }
        var object = "{\"generated_text\":\"${text_so_far}\"," + DETAILS + "}";
        var whole = call.path().equals("/") ? "[" + object + "]" : object;
        return new Reply.Delayed(generation, Reply.Whole.template(whole, generation, values));
    }
}
