package io.streamgauge.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
    private static final String DIGEST = "abc";
    private static final String NAME = "lib.so";

    @TempDir
    Path directory;

    private Path root;
    private URL library;

    @BeforeEach
    void setUp() throws IOException {
        root = directory.resolve("cache").resolve("natives");
        library = Files.writeString(directory.resolve("original"), "library")
                .toUri()
                .toURL();
    }

    @Test
    void unpacksOnceIntoADirectoryOfItsOwn() throws IOException {
        Path first = new LibraryCache(root).file(DIGEST, NAME, library);
        assertThat(first).isEqualTo(root.resolve(DIGEST).resolve(NAME)).hasContent("library");
        assertThat(Files.getPosixFilePermissions(root)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Object written = Files.getLastModifiedTime(first);
        assertThat(new LibraryCache(root).file(DIGEST, NAME, library)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
        try (Stream<Path> files = Files.list(root.resolve(DIGEST))) {
            assertThat(files).containsExactly(first);
        }
    }

    @Test
    void usesNothingThatOthersMayWrite() throws IOException {
        Path planted = new LibraryCache(root).file(DIGEST, NAME, library);
        Files.writeString(planted, "planted");
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(new LibraryCache(root).file(DIGEST, NAME, library))
                .isNotEqualTo(planted)
                .hasContent("library");
    }

    @Test
    void usesNoDirectoryThatOthersMayWrite() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path used = new LibraryCache(root).file(DIGEST, NAME, library);
        assertThat(used.startsWith(root)).isFalse();
        assertThat(used).hasContent("library");
    }

    @Test
    void followsNoLink() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "planted");
        Path target = new LibraryCache(root).file(DIGEST, NAME, library);
        Files.delete(target);
        Files.createSymbolicLink(target, elsewhere);
        assertThat(new LibraryCache(root).file(DIGEST, NAME, library))
                .isNotEqualTo(target)
                .hasContent("library");
    }

    @Test
    void doesWithoutACacheDirectory() throws IOException {
        Path blocked =
                Files.writeString(directory.resolve("file"), "not a directory").resolve("natives");
        assertThat(new LibraryCache(blocked).file(DIGEST, NAME, library)).hasContent("library");
    }

    @Test
    void liesInTheUsersCache() {
        assertThat(LibraryCache.defaultRoot(Map.of(), "/home/u"))
                .isEqualTo(Path.of("/home/u/.cache/streamgauge/natives"));
        assertThat(LibraryCache.defaultRoot(Map.of("XDG_CACHE_HOME", "/c"), "/home/u"))
                .isEqualTo(Path.of("/c/streamgauge/natives"));
    }
}
