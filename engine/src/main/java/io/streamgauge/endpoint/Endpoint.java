package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import java.util.List;
import java.util.stream.Collectors;

/** One kind of HTTP API. Stateless; any thread. */
public sealed interface Endpoint permits ChatEndpoint, CompletionsEndpoint {
    /** The name that selects it, as in {@code --endpoint-type}. */
    String name();

    /** Where requests go unless the user says otherwise; begins with a slash. */
    String path(BodyOptions options);

    /**
     * The request body: compact JSON in UTF-8, fields in genai-perf's order, the user's own fields last.
     *
     * @throws EndpointException when this API cannot carry the prompt
     */
    byte[] body(Prompt prompt, BodyOptions options);

    static List<Endpoint> all() {
        return List.of(new ChatEndpoint(), new CompletionsEndpoint());
    }

    /**
     * The endpoint of that name.
     *
     * @throws EndpointException when there is none
     */
    static Endpoint named(String name) {
        return all().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EndpointException("unknown endpoint type '" + name + "'; expected one of "
                        + all().stream().map(Endpoint::name).collect(Collectors.joining(", "))));
    }
}
