package io.streamgauge.mock;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Forms that requests upload. */
final class Form {
    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]+)\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i)form-data;.*?name=\"([^\"]*)\"");

    private Form() {}

    /** A form's parts by name, a character for each byte. */
    static Map<String, String> parts(Call call) {
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
