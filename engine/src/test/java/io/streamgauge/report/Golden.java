package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a reviewed file; {@code -Dgolden.directory=DIR} writes what came out to DIR, for review. */
final class Golden {
    private Golden() {}

    static void check(String name, String actual) {
        var directory = System.getProperty("golden.directory");
        try {
            if (directory != null) {
                Files.writeString(Path.of(directory, name), actual);
            }
            try (var expected = Golden.class.getResourceAsStream(name)) {
                assertThat(expected).as("golden file " + name).isNotNull();
                assertThat(actual).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
