package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** {@code POST /generate}: SGLang's own API, in whose streams each event repeats the text of those before it. */
final class SglangApi implements Api {
    private static final String FINISH = "{\"type\":\"${finish}\",\"length\":${one_completion_tokens}}";

    private final MockOptions options;
    private final Generations generations;

    SglangApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var body = OpenAiRequest.object(call.body());
        var prompt = OpenAiRequest.requiredText(body, body.has("input_ids") ? "input_ids" : "text");
        var sampling = body.path("sampling_params");
        var most = OpenAiRequest.whole(sampling, "max_new_tokens", -1, 1, 1 << 24);
        var least = OpenAiRequest.whole(sampling, "min_new_tokens", 0, 0, 1 << 24);
        var ignoreEos = sampling.path("ignore_eos").asBoolean(false);
        var generation = generations.plan(call, "sgl-", prompt, 1, most, least, ignoreEos);
        var values = Generations.values(generation, OpenAiRequest.model(body, options));
        if (body.path("stream").asBoolean(false)) {
            var text = new TextEvent(Dialect.data(event("null")), Dialect.data(event(FINISH)));
            var shape = StreamShape.ofText(StreamShape.SSE, text, text, List.of(), StreamShape.DONE);
            return new Reply.Streamed(generation, StreamScript.of(shape, values));
        }
        return new Reply.Delayed(generation, Reply.Whole.template(event(FINISH), generation, values));
    }

    private static String event(String finish) {
        return "{\"text\":\"${text_so_far}\",\"meta_info\":{\"id\":\"${id}\",\"finish_reason\":" + finish
                + ",\"prompt_tokens\":${prompt_tokens},\"completion_tokens\":${completion_tokens},\"cached_tokens\":0}}";
    }
}
