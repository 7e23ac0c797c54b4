package io.streamgauge.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Raw responses of real servers, head and chunk framing included. */
public final class Captures {
    private static final Path ROOT = Path.of("src/test/resources/captures");

    private Captures() {}

    /** All of them, named for the server and the case. */
    public static List<Path> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".response.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that are streams of events. */
    public static List<Path> streams() {
        return all().stream()
                .filter(file -> head(bytes(file)).contains("text/event-stream"))
                .toList();
    }

    public static byte[] bytes(Path capture) {
        try {
            return Files.readAllBytes(capture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String head(byte[] response) {
        String text = new String(response, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf("\r\n\r\n") + 4);
    }

    /** The body with its chunk framing taken off, by the plainest means. */
    public static byte[] body(byte[] response) {
        String head = head(response);
        String rest = new String(response, StandardCharsets.ISO_8859_1).substring(head.length());
        if (!head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked")) {
            return rest.getBytes(StandardCharsets.ISO_8859_1);
        }
        var body = new StringBuilder();
        while (true) {
            int lineEnd = rest.indexOf("\r\n");
            int size = Integer.parseInt(rest.substring(0, lineEnd), 16);
            if (size == 0) {
                return body.toString().getBytes(StandardCharsets.ISO_8859_1);
            }
            body.append(rest, lineEnd + 2, lineEnd + 2 + size);
            rest = rest.substring(lineEnd + 2 + size + 2);
        }
    }
}
