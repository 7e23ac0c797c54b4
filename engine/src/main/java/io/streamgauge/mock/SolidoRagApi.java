package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** {@code POST /rag/api/prompt}: Solido's answers, with the sources that they are from. */
final class SolidoRagApi implements Api {
    private static final String SOURCES = "\"sources\":[{\"title\":\"mock\",\"score\":0.9}]";

    private final Generations generations;

    SolidoRagApi(Generations generations) {
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var request = OpenAiRequest.object(call.body());
        var query = OpenAiRequest.requiredText(request, "query");
        var most = OpenAiRequest.whole(request, "max_tokens", -1, 1, 1 << 24);
        var generation = generations.plan(call, "rag-", query, most, request);
        var model = request.path("inference_model").asString(ModelsApi.ANY_MODEL);
        var values = Generations.values(generation, model);
        if (call.headers().contains("Accept", "text/event-stream", true)) {
            var text = TextEvent.same("data: {\"content\":\"${text}\"}\n\n");
            var end = "data: {\"content\":\"\"," + SOURCES + "}\n\n";
            var shape = StreamShape.ofText(StreamShape.SSE, text, text, List.of(end), "");
            return new Reply.Streamed(generation, StreamScript.of(shape, values));
        }
        var whole = "{\"content\":\"${text_so_far}\",\"inference_model\":\"${model}\"," + SOURCES + "}";
        return new Reply.Delayed(generation, Reply.Whole.template(whole, generation, values));
    }
}
