package io.streamgauge.sse;

import java.util.Map;

/** The paths of OpenAI streams, once compiled and once as a table for the oracle. */
final class ChatPaths {
    static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("choices[].delta.content", "ANSWER"),
            Map.entry("choices[].delta.reasoning_content", "REASONING"),
            Map.entry("choices[].delta.reasoning", "REASONING"),
            Map.entry("choices[].delta.tool_calls[].function.arguments", "TOOL_CALL"),
            Map.entry("choices[].text", "ANSWER"),
            Map.entry("id", "id"),
            Map.entry("choices[].finish_reason", "finish"),
            Map.entry("error", "error"),
            Map.entry("error.message", "message"),
            Map.entry("usage.prompt_tokens", "usage0"),
            Map.entry("usage.completion_tokens", "usage1"),
            Map.entry("usage.prompt_tokens_details.cached_tokens", "usage2"),
            Map.entry("usage.completion_tokens_details.reasoning_tokens", "usage3"));

    private ChatPaths() {}

    static TextPaths compiled() {
        var paths = TextPaths.builder();
        ROLES.forEach((path, role) -> {
            switch (role) {
                case "id" -> paths.id(path);
                case "finish" -> paths.finishReason(path);
                case "error" -> paths.error(path);
                case "message" -> paths.errorMessage(path);
                case "usage0" -> paths.usage(UsageField.PROMPT_TOKENS, path);
                case "usage1" -> paths.usage(UsageField.COMPLETION_TOKENS, path);
                case "usage2" -> paths.usage(UsageField.CACHED_TOKENS, path);
                case "usage3" -> paths.usage(UsageField.REASONING_TOKENS, path);
                default -> paths.text(TextKind.valueOf(role), path);
            }
        });
        return paths.build();
    }
}
