package io.streamgauge.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream the plain way: all of it as text, line by line, and each event's data as a Jackson tree. */
final class EventOracle {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Told> told = new ArrayList<>();
    private @Nullable StringBuilder data;

    static List<Told> read(byte[] stream) {
        var oracle = new EventOracle();
        String text = new String(stream, StandardCharsets.UTF_8);
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1;
            if (!last || !lines[i].isEmpty()) {
                oracle.line(lines[i]);
            }
            if (last) {
                oracle.line(""); // the clean end of the body
            }
            if (oracle.isMalformed()) {
                break;
            }
        }
        return oracle.told;
    }

    private boolean isMalformed() {
        return !told.isEmpty() && told.getLast().kind().equals(Told.MALFORMED);
    }

    private void line(String line) {
        if (line.isEmpty()) {
            if (data != null) {
                told.add(tell(data.toString()));
                data = null;
            }
            return;
        }
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        if (name.equals("data")) {
            data = data == null ? new StringBuilder() : data.append('\n');
            data.append(value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private static Told tell(String data) {
        String trimmed = data.replaceAll("[ \t\r\n]+$", "");
        if (trimmed.isEmpty()) {
            return Told.of(Told.EMPTY);
        }
        if (trimmed.equals("[DONE]")) {
            return Told.of(Told.DONE);
        }
        try {
            var texts = new ArrayList<String>();
            var fields = new TreeMap<String, String>();
            walk("$", JSON.readTree(data), texts, fields);
            return new Told(Told.JSON, texts, fields);
        } catch (JacksonException e) {
            return Told.of(Told.MALFORMED);
        }
    }

    private static void walk(String path, JsonNode node, List<String> texts, Map<String, String> fields) {
        String role = ChatPaths.ROLES.getOrDefault(path.replaceFirst("^\\$\\.", ""), "");
        if (role.equals("error") && !node.isNull() && !(node.isBoolean() && !node.booleanValue())) {
            fields.put("error", "");
        }
        if (node.isString()) {
            string(role, wellFormed(node.stringValue()), texts, fields);
        } else if (role.startsWith("usage") && node.isIntegralNumber()) {
            fields.put(role, node.asString());
        }
        for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
            walk(path + "[]", element, texts, fields);
        }
        if (node.isObject()) {
            node.properties().forEach(entry -> walk(path + "." + entry.getKey(), entry.getValue(), texts, fields));
        }
    }

    private static void string(String role, String value, List<String> texts, Map<String, String> fields) {
        switch (role) {
            case "ANSWER", "REASONING", "TOOL_CALL" -> {
                if (!value.isEmpty()) {
                    texts.add(role + " " + value);
                }
            }
            case "finish" -> fields.put("finish", value);
            case "error", "message" -> fields.put("message", value);
            default -> {}
        }
    }

    /** The string with U+FFFD for each surrogate without its other half. */
    private static String wellFormed(String text) {
        var result = new StringBuilder();
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(result::appendCodePoint);
        return result.toString();
    }
}
