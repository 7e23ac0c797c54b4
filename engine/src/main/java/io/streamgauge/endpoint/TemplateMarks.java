package io.streamgauge.endpoint;

import java.util.regex.Pattern;

/**
 * The part of Jinja that body templates need: marks with or without {@code |tojson}, inside a string or in place of a value. A
 * mark that is a value becomes a string with nothing else in it, which is filled with a value of the mark's own type.
 */
final class TemplateMarks {
    private static final Pattern FILTERED = Pattern.compile("\\{\\{\\s*(\\w+)\\s*\\|\\s*tojson\\s*}}");

    private static final Pattern STATEMENT = Pattern.compile("\\{[%#]");

    private TemplateMarks() {}

    /**
     * The template as JSON.
     *
     * @throws EndpointException when there are statements in it, which are no marks
     */
    static String asJson(String template) {
        if (STATEMENT.matcher(template).find()) {
            throw new EndpointException(
                    "the body template has statements or comments of Jinja in it; expected JSON with {{prompt}} and the like");
        }
        String text = FILTERED.matcher(template).replaceAll("{{$1}}");
        var json = new StringBuilder(text.length());
        boolean inString = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int end = text.startsWith("{{", at) && !inString ? text.indexOf("}}", at) : -1;
            if (end > 0 && text.substring(at + 2, end).matches("\\s*\\w+\\s*")) {
                json.append('"').append(text, at, end + 2).append('"');
                at = end + 1;
                continue;
            }
            if (c == '\\' && inString && at + 1 < text.length()) {
                json.append(c).append(text.charAt(++at));
                continue;
            }
            inString ^= c == '"';
            json.append(c);
        }
        return json.toString();
    }

    /** A JSON pointer as it is; a plain path of JMESPath, as {@code data[0].text}, as the pointer that it means. */
    static String pointer(String field) {
        if (!field.matches("[\\w-]+(\\[(\\d+|\\*)?])*(\\.[\\w-]+(\\[(\\d+|\\*)?])*)*")) {
            return field;
        }
        return "/"
                + field.replaceAll("\\[(\\d+)]", "/$1")
                        .replaceAll("\\[\\*?]", "/0")
                        .replace('.', '/');
    }
}
