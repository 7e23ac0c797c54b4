package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Typed access to a row's fields, with errors that say what was expected. */
record JsonFields(JsonNode row) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern WITHHELD = Pattern.compile(" \\([^()]*\\[Source: REDACTED.*", Pattern.DOTALL);

    private static final double NANOS_PER_MILLI = 1e6;

    static ObjectNode object(String line) {
        try {
            if (MAPPER.readTree(line) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new RowException(notJson(e), e);
        }
        throw new RowException(
                "expected a JSON object, not " + (line.length() < 40 ? line : line.substring(0, 40) + "…"));
    }

    /** What is wrong with it, without the places that Jackson keeps to itself. */
    static String notJson(JacksonException e) {
        return "not JSON: " + WITHHELD.matcher(e.getOriginalMessage()).replaceFirst("");
    }

    /** Whatever JSON it is. */
    static JsonNode any(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new RowException(notJson(e), e);
        }
    }

    /** A whole number of 1 or more, or the fallback where the field is not there. */
    int count(String name, int fallback) {
        var value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw new RowException("\"" + name + "\" is " + value + "; expected a whole number of 1 or more");
        }
        return value.intValue();
    }

    int outputTokens(String... names) {
        for (String name : names) {
            int tokens = count(name, Prompt.OUTPUT_UNSET);
            if (tokens != Prompt.OUTPUT_UNSET) {
                return tokens;
            }
        }
        return Prompt.OUTPUT_UNSET;
    }

    /** Nanoseconds of a number of milliseconds, or {@link Entry#ABSENT}. */
    long millisToNanos(String name) {
        var value = row.path(name);
        var number = value.isArray() && value.size() == 1 ? value.get(0) : value;
        if (number.isMissingNode() || number.isNull()) {
            return Entry.ABSENT;
        }
        if (!number.isNumber() || number.doubleValue() < 0) {
            throw new RowException("\"" + name + "\" is " + value + "; expected milliseconds");
        }
        return Math.round(number.doubleValue() * NANOS_PER_MILLI);
    }

    /** Texts of a field that holds one, or of one that holds several: strings, or objects with {@code contents}. */
    List<String> stringsOfEither(String one, String several) {
        if (row.hasNonNull(one) && row.hasNonNull(several)) {
            throw new RowException("both \"" + one + "\" and \"" + several + "\"; expected one of them");
        }
        return strings(row.hasNonNull(several) ? several : one);
    }

    /** Texts of a field that holds one or several; none where it is not there. */
    List<String> strings(String name) {
        var value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        var strings = new ArrayList<String>();
        for (JsonNode element : value.isArray() ? value : List.of(value)) {
            boolean named = element.isObject() && element.path("contents").isArray();
            for (JsonNode text : named ? element.path("contents") : List.of(element)) {
                if (!text.isString() || text.stringValue().isEmpty()) {
                    throw new RowException("\"" + name + "\" is " + text + "; expected text");
                }
                strings.add(text.stringValue());
            }
        }
        return strings;
    }

    @Nullable
    String string(String name) {
        var value = row.path(name);
        var single = value.isArray() && value.size() == 1 ? value.get(0) : value;
        return single.isMissingNode() || single.isNull() ? null : single.asString();
    }
}
