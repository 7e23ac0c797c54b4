package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The small tokenizers that the tests bring along, and the prose they were trained on. */
final class Fixtures {
    static final String BYTE_LEVEL = "byte-level.json";
    static final String BYTE_FALLBACK = "byte-fallback.json";
    static final String UNIGRAM = "unigram.json";
    static final String WORDPIECE = "wordpiece.json";

    private Fixtures() {}

    static Path path(String name) {
        try {
            return Path.of(url("/tokenizers/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Tokenizer tokenizer(String name) {
        return Tokenizer.load(path(name));
    }

    static String prose() {
        return new String(bytes("/tokenizers/prose.txt"), UTF_8);
    }

    /** A vocabulary that jtokkit carries, as tiktoken publishes it. */
    static byte[] tiktoken(String name) {
        return bytes("/com/knuddels/jtokkit/" + name + ".tiktoken");
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = url(resource).openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(String resource) {
        return Objects.requireNonNull(Fixtures.class.getResource(resource), resource);
    }
}
