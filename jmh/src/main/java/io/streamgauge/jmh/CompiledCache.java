package io.streamgauge.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of its own for compiled tokenizers, gone when it is closed. */
record CompiledCache(Path directory) implements AutoCloseable {
    static CompiledCache create() throws IOException {
        return new CompiledCache(Files.createTempDirectory("compiled"));
    }

    void empty() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        empty();
        Files.delete(directory);
    }
}
