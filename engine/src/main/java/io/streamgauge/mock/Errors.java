package io.streamgauge.mock;

import tools.jackson.databind.json.JsonMapper;

/** Error bodies, as each kind of server writes them. */
final class Errors {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Errors() {}

    static Reply.Whole reply(WireStyle style, Refusal refusal) {
        return Reply.Whole.json(refusal.status(), body(style, refusal));
    }

    /** The error object, on one line. */
    static String body(WireStyle style, Refusal refusal) {
        var message = quoted(refusal.text());
        var type = quoted(refusal.type());
        var parameter = refusal.parameter() == null ? "null" : quoted(refusal.parameter());
        var template = switch (style) {
            case VLLM, SGLANG ->
                "{\"error\":{\"message\":${message},\"type\":${type},\"param\":${param},\"code\":${code}}}";
            case LLAMA -> "{\"error\":{\"code\":${code},\"message\":${message},\"type\":${type}}}";
            case TRTLLM ->
                "{\"object\":\"error\",\"message\":${message},\"type\":${type},\"param\":${param},\"code\":${code}}";
            case TRANSFORMERS -> "{\"detail\":${message}}";
        };
        return template.replace("${type}", type)
                .replace("${param}", parameter)
                .replace("${code}", Integer.toString(refusal.status()))
                .replace("${message}", message);
    }

    /** The text as a JSON string with its quotes. */
    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
