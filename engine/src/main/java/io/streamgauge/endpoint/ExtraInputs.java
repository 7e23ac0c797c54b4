package io.streamgauge.endpoint;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Body fields that the user adds, in the order given. Immutable; any thread. */
public final class ExtraInputs {
    public static final ExtraInputs NONE = new ExtraInputs(JsonNodeFactory.instance.objectNode());

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private final ObjectNode fields;

    private ExtraInputs(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * Reads arguments as genai-perf does: {@code name:value}, {@code name} alone for null, or a JSON object. A value is
     * true, false, a number, a JSON array or object, or else text; it may hold colons, and numbers may be negative.
     *
     * @throws EndpointException when one cannot be read, or a name comes twice
     */
    public static ExtraInputs parse(List<String> arguments) {
        var fields = JsonNodeFactory.instance.objectNode();
        for (String argument : arguments) {
            if (argument.startsWith("{")) {
                Json.parseObject(argument, "--extra-inputs").forEachEntry((name, value) -> add(fields, name, value));
            } else {
                int colon = argument.indexOf(':');
                var name = (colon < 0 ? argument : argument.substring(0, colon)).strip();
                if (name.isEmpty()) {
                    throw new EndpointException(
                            "--extra-inputs '" + argument + "' has no name; expected name:value or a JSON object");
                }
                add(fields, name, colon < 0 ? NullNode.getInstance() : value(argument.substring(colon + 1)));
            }
        }
        return new ExtraInputs(fields);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The fields as one compact JSON object. */
    @Override
    public String toString() {
        return fields.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtraInputs that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Puts the fields into a body; a field that is there already keeps its place and gets the user's value. */
    void addTo(ObjectNode body, Predicate<String> wanted) {
        fields.forEachEntry((name, value) -> {
            if (wanted.test(name)) {
                body.set(name, value.deepCopy());
            }
        });
    }

    /** A field's value, which the caller does not change, or null when it is not there. */
    public @Nullable JsonNode get(String name) {
        return fields.get(name);
    }

    private static void add(ObjectNode fields, String name, JsonNode value) {
        if (fields.has(name)) {
            throw new EndpointException("--extra-inputs names '" + name + "' twice");
        }
        fields.set(name, value);
    }

    private static JsonNode value(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return BooleanNode.valueOf(lower.equals("true"));
        }
        if (INTEGER.matcher(text).matches()) {
            return JsonNodeFactory.instance.numberNode(new BigInteger(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            return DoubleNode.valueOf(new BigDecimal(text).doubleValue());
        }
        if (text.startsWith("[") || text.startsWith("{")) {
            try {
                return Json.parse(text, "value");
            } catch (EndpointException notJson) {
                return StringNode.valueOf(text);
            }
        }
        return StringNode.valueOf(text);
    }
}
