package io.streamgauge.run;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Request bodies without what they say: the shape stays, every string but a few that are no text becomes a placeholder. */
final class Redaction {
    private static final Set<String> KEPT = Set.of("model", "role", "type");
    private static final StringNode PLACEHOLDER = StringNode.valueOf("[redacted]");
    private static final JsonMapper JSON = JsonMapper.shared();

    private Redaction() {}

    /** The body, a JSON text, with its strings taken out. */
    static byte[] of(byte[] body) {
        return JSON.writeValueAsBytes(redacted(JSON.readTree(body)));
    }

    private static JsonNode redacted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode result = JSON.createObjectNode();
            object.properties()
                    .forEach(entry -> result.set(
                            entry.getKey(),
                            KEPT.contains(entry.getKey()) && entry.getValue().isString()
                                    ? entry.getValue()
                                    : redacted(entry.getValue())));
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = JSON.createArrayNode();
            array.forEach(element -> result.add(redacted(element)));
            return result;
        }
        return node.isString() ? PLACEHOLDER : node;
    }
}
