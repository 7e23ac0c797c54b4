package io.streamgauge.dataset;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A span of OpenTelemetry, as OTLP's JSON has it or with names in snake case, as what others make of it has.
 *
 * @param session the conversation that it names, else what it stands in, else its trace
 * @param attributes by their names, whatever shape they had
 */
record OtelSpan(String session, String id, String parent, JsonNode span, ObjectNode attributes) {
    private static final Set<String> ASKS = Set.of("chat", "generate_content", "generate", "text_completion");
    private static final Set<String> ASKS_NOTHING =
            Set.of("invoke_agent", "create_agent", "execute_tool", "embeddings", "retrieval", "invoke_workflow");

    private static final double SECONDS_PER_NANO = 1e-9;
    private static final double SECONDS_PER_MILLI = 1e-3;

    /** Larger numbers than these are nanoseconds since 1970, or milliseconds. */
    private static final double LEAST_NANOS = 1e16;

    private static final double LEAST_MILLIS = 1e11;

    /**
     * The spans of a row: of OTLP's {@code resourceSpans}, of a list of {@code spans}, or itself.
     *
     * @throws RowException when it holds none of these
     */
    static List<OtelSpan> of(JsonNode row, long number) {
        var spans = new ArrayList<OtelSpan>();
        if (row.path("resourceSpans").isArray()) {
            for (var resource : row.path("resourceSpans")) {
                for (var scope : first(resource, "scopeSpans", "instrumentationLibrarySpans")) {
                    scope.path("spans").forEach(span -> spans.add(of(span, null)));
                }
            }
        } else if (row.path("spans").isArray()) {
            var name = first(row, "session_id", "trace_id", "traceId", "id").asString("line-" + number);
            row.path("spans").forEach(span -> spans.add(of(span, name)));
        } else if (row.path("attributes").isContainer()) {
            spans.add(of(row, null));
        } else {
            throw new RowException("expected \"resourceSpans\", \"spans\", or a span with \"attributes\"");
        }
        return spans;
    }

    /** @param session that it stands in; null where it stands by itself */
    private static OtelSpan of(JsonNode span, @Nullable String session) {
        var attributes = attributes(span.path("attributes"));
        var id = first(span, "span_id", "spanId").asString("");
        var trace = first(span, "trace_id", "traceId").asString(id);
        var conversation = attributes.path("gen_ai.conversation.id").asString(trace);
        return new OtelSpan(
                session == null ? conversation : session,
                id,
                first(span, "parent_span_id", "parentSpanId", "parent_id").asString(""),
                span,
                attributes);
    }

    private static JsonNode first(JsonNode row, String... names) {
        for (var name : names) {
            if (row.hasNonNull(name)) {
                return row.path(name);
            }
        }
        return row.path(names[0]);
    }

    /** Those of OTLP are a list of keys with a value of some kind each. */
    private static ObjectNode attributes(JsonNode given) {
        if (given instanceof ObjectNode known) {
            return known;
        }
        var attributes = JsonNodeFactory.instance.objectNode();
        for (var attribute : given) {
            attributes.set(attribute.path("key").asString(""), plain(attribute.path("value")));
        }
        return attributes;
    }

    private static JsonNode plain(JsonNode value) {
        for (var kind : value.properties()) {
            var held = kind.getValue();
            return switch (kind.getKey()) {
                case "arrayValue" -> {
                    var values = JsonNodeFactory.instance.arrayNode();
                    held.path("values").forEach(element -> values.add(plain(element)));
                    yield values;
                }
                case "kvlistValue" -> attributes(held.path("values"));
                default -> held;
            };
        }
        return value;
    }

    /** Whether a model was asked something, and answered. */
    boolean asks() {
        var code = span.path("status").path("code");
        if (code.asString("").endsWith("ERROR") || code.asInt(0) == 2) {
            return false;
        }
        var operation = attributes.path("gen_ai.operation.name").asString("");
        return ASKS.contains(operation)
                || (!ASKS_NOTHING.contains(operation)
                        && (span.path("name").asString("").startsWith("chat ") || inputTokens() > 0));
    }

    /** Whether an agent was at work. */
    boolean isAgent() {
        return attributes.path("gen_ai.operation.name").asString("").equals("invoke_agent");
    }

    /** Tokens that went in; 0 where it does not say. */
    int inputTokens() {
        return tokens("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
    }

    /** Tokens that came out, or might have; 0 where it does not say. */
    int outputTokens() {
        return tokens("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "gen_ai.request.max_tokens");
    }

    private int tokens(String... names) {
        // A number of 64 bits is a string in OTLP's JSON.
        return Math.max(0, first(attributes, names).asInt(0));
    }

    /** When it began, in seconds since 1970. */
    double startSeconds() {
        return seconds(
                first(span, "start_time", "startTimeUnixNano", "start_time_unix_nano", "startTime"), "start_time");
    }

    double endSeconds() {
        var end = first(span, "end_time", "endTimeUnixNano", "end_time_unix_nano", "endTime");
        return end.isMissingNode() || end.isNull() ? startSeconds() : seconds(end, "end_time");
    }

    private static double seconds(JsonNode value, String name) {
        var text = value.asString("");
        if (value.isString() && !text.matches("\\d+(\\.\\d+)?")) {
            return RecordedMoments.date(value, name) * SECONDS_PER_NANO;
        }
        if (!value.isNumber() && !value.isString()) {
            throw new RowException("\"" + name + "\" is " + value + "; expected when the span began and ended");
        }
        double number = value.isNumber() ? value.doubleValue() : new BigDecimal(text).doubleValue();
        return number >= LEAST_NANOS
                ? number * SECONDS_PER_NANO
                : number >= LEAST_MILLIS ? number * SECONDS_PER_MILLI : number;
    }
}
