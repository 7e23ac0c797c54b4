package io.streamgauge.http;

import io.streamgauge.sse.TextPaths;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One kind of request to the origins of a client: its head, rendered once for each, and where the answer's texts are.
 * Immutable, any thread; made by {@link HttpClient#route}.
 */
public final class Route {
    /** What a head ends with: all but the number. */
    private static final String LENGTH = "Content-Length: ";

    /** Head up to the number of body bytes; that number and an empty line follow. */
    private final byte[][] heads;

    private final boolean streaming;
    private final boolean look;
    private final TextPaths streamPaths;
    private final TextPaths wholePaths;

    Route(HttpSettings settings, String path, boolean streaming, TextPaths streamPaths, TextPaths wholePaths) {
        this(settings, "POST", path, streaming, streamPaths, wholePaths);
    }

    private Route(Route from, byte[][] heads) {
        this.heads = heads;
        this.streaming = from.streaming;
        this.look = from.look;
        this.streamPaths = from.streamPaths;
        this.wholePaths = from.wholePaths;
    }

    /** The same with one header more, which none of the others is; for requests that have one of their own. */
    public Route with(HttpHeader header) {
        var line = (header.name() + ": " + header.value() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        var longer = new byte[heads.length][];
        for (int i = 0; i < heads.length; i++) {
            int at = heads[i].length - LENGTH.length();
            longer[i] = Arrays.copyOf(heads[i], heads[i].length + line.length);
            System.arraycopy(line, 0, longer[i], at, line.length);
            System.arraycopy(heads[i], at, longer[i], at + line.length, LENGTH.length());
        }
        return new Route(this, longer);
    }

    Route(
            HttpSettings settings,
            String method,
            String path,
            boolean streaming,
            TextPaths streamPaths,
            TextPaths wholePaths) {
        this.heads = settings.origins().stream()
                .map(origin -> head(settings, origin, method, path, streaming).getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
        this.streaming = streaming;
        this.look = method.equals("GET");
        this.streamPaths = streamPaths;
        this.wholePaths = wholePaths;
    }

    byte[] head(int origin) {
        return heads[origin];
    }

    boolean isStreaming() {
        return streaming;
    }

    /** Whether its connection is closed after it, so that it leaves nothing behind for requests that are measured. */
    boolean isLook() {
        return look;
    }

    TextPaths streamPaths() {
        return streamPaths;
    }

    TextPaths wholePaths() {
        return wholePaths;
    }

    private static String head(HttpSettings settings, Origin origin, String method, String path, boolean streaming) {
        var head = new StringBuilder(256);
        String target = origin.basePath() + path;
        if (settings.proxy() != null && origin.scheme() == Origin.Scheme.HTTP) {
            target = "http://" + origin.authority() + target;
        }
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        field(head, settings.headers(), "Host", origin.authority());
        field(head, settings.headers(), "User-Agent", settings.userAgent());
        field(head, settings.headers(), "Accept", streaming ? "text/event-stream" : "application/json");
        field(head, settings.headers(), "Content-Type", "application/json");
        if (settings.reuse() == HttpSettings.Reuse.NEVER) {
            field(head, settings.headers(), "Connection", "close");
        }
        for (HttpHeader header : settings.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head.append(LENGTH).toString();
    }

    /** Appends a field of ours unless the user gave one of that name. */
    private static void field(StringBuilder head, List<HttpHeader> given, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (given.stream()
                .noneMatch(header -> header.name().toLowerCase(Locale.ROOT).equals(lower))) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }
}
