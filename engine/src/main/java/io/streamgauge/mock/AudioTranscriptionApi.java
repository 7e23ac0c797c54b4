package io.streamgauge.mock;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.streamgauge.mock.StreamShape.TextEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/audio/transcriptions}: a form with a sound, of which nobody hears a word. */
final class AudioTranscriptionApi implements Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]+)\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i)form-data;.*?name=\"([^\"]*)\"");
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
        var parts = parts(call);
        if (!parts.getOrDefault("file", "").startsWith("RIFF")) {
            throw Refusal.badRequest("file: a wav file is required", "file");
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

    /** The form's parts by name, a character for each byte. */
    private static Map<String, String> parts(Call call) {
        var type = BOUNDARY.matcher(String.valueOf(call.headers().get(HttpHeaderNames.CONTENT_TYPE)));
        if (!type.matches()) {
            throw new Refusal(415, "Unsupported Media Type", "a form (multipart/form-data) is required", null);
        }
        var body = new String(call.body(), StandardCharsets.ISO_8859_1);
        var parts = new HashMap<String, String>();
        for (var part : body.split(Pattern.quote("--" + type.group(1)), -1)) {
            var end = part.indexOf("\r\n\r\n");
            var name = NAME.matcher(part);
            if (end > 0 && name.find() && name.start() < end) {
                parts.put(name.group(1), part.substring(end + 4, Math.max(end + 4, part.length() - 2)));
            }
        }
        return parts;
    }
}
