package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** {@code POST /v2/models/MODEL/generate} and {@code generate_stream}: Triton's generate extension. */
final class GenerateApi implements Api {
    /** What all its paths start with, and what they end with. */
    static final String MODELS = "/v2/models/";

    static final List<String> ACTIONS = List.of("/generate", "/generate_stream");

    private static final String EVENT =
            "{\"id\":\"${id}\",\"model_name\":\"${model}\",\"model_version\":\"1\",\"text_output\":\"${text}\"}";

    private final MockOptions options;
    private final Generations generations;

    GenerateApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var body = OpenAiRequest.object(call.body());
        var action = call.path().lastIndexOf('/');
        var model = OpenAiRequest.model(call.path().substring(MODELS.length(), action), options);
        var most = OpenAiRequest.whole(body, "max_tokens", -1, 1, 1 << 24);
        var generation = generations.plan(call, "triton-", OpenAiRequest.requiredText(body, "text_input"), most, body);
        var values = Generations.values(generation, model);
        if (call.path().endsWith("_stream") || body.path("stream").asBoolean(false)) {
            var text = TextEvent.same(Dialect.data(EVENT));
            var shape = StreamShape.ofText(StreamShape.SSE, text, text, List.of(), "");
            return new Reply.Streamed(generation, StreamScript.of(shape, values));
        }
        var whole = EVENT.replace("${text}", "${text_so_far}");
        return new Reply.Delayed(generation, Reply.Whole.template(whole, generation, values));
    }
}
