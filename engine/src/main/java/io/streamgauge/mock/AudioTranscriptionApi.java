package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/audio/transcriptions}: a form with a sound, of which nobody hears a word. */
final class AudioTranscriptionApi implements Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What a frame of MPEG audio begins with. */
    private static final String MPEG = "\u00ff";

    private static final String USAGE = "\"usage\":{\"type\":\"tokens\",\"input_tokens\":${prompt_tokens},"
            + "\"output_tokens\":${all_completion_tokens},\"total_tokens\":${all_tokens}}";

    private final MockOptions options;
    private final Generations generations;

    AudioTranscriptionApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var parts = Form.parts(call);
        var file = parts.getOrDefault("file", "");
        if (!file.startsWith("RIFF") && !file.startsWith(MPEG)) {
            throw Refusal.badRequest("file: a wav or mp3 file is required", "file");
        }
        if (!parts.containsKey("model")) {
            throw Refusal.badRequest("model is required", "model");
        }
        var generation =
                generations.plan(call, "trsc-", parts.getOrDefault("prompt", ""), most(parts), JSON.createObjectNode());
        var values = Generations.values(generation, OpenAiRequest.model(parts.get("model"), options));
        if (parts.getOrDefault("stream", "").equals("true")) {
            var text = TextEvent.same("data: {\"type\":\"transcript.text.delta\",\"delta\":\"${text}\"}\n\n");
            var end = "data: {\"type\":\"transcript.text.done\",\"text\":\"${text_so_far}\"," + USAGE + "}\n\n";
            var shape = StreamShape.ofText(StreamShape.SSE, text, text, List.of(end), "data: [DONE]\n\n");
            return new Reply.Streamed(generation, StreamScript.of(shape, values));
        }
        return new Reply.Delayed(
                generation, Reply.Whole.template("{\"text\":\"${text_so_far}\"," + USAGE + "}", generation, values));
    }

    private static int most(Map<String, String> parts) {
        ObjectNode fields = JSON.createObjectNode();
        try {
            if (parts.containsKey("max_completion_tokens")) {
                fields.put("most", Integer.parseInt(parts.get("max_completion_tokens")));
            }
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("max_completion_tokens must be a whole number", "max_completion_tokens");
        }
        return OpenAiRequest.whole(fields, "most", -1, 1, 1 << 24);
    }
}
