package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamgauge.tokenizer.ffi.tokenizers_h;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native library once, from the jar that carries it or from the file that the system property
 * {@value #LIBRARY_PROPERTY} names, and refuses one whose functions are not those of the header.
 */
final class NativeLibrary {
    /** A library file to load instead of the jar's: for platforms whose library is built apart. */
    static final String LIBRARY_PROPERTY = "io.streamgauge.tokenizer.library";

    private static final String NAME = "streamgauge_tokenizers";
    private static final @Nullable String FAILURE = load();

    private NativeLibrary() {}

    /** Throws, every time alike, when the library could not be loaded. */
    static void ensureLoaded() {
        if (FAILURE != null) {
            throw new TokenizerException(FAILURE);
        }
    }

    /** What went wrong, or null. */
    private static @Nullable String load() {
        try {
            String file = System.getProperty(LIBRARY_PROPERTY);
            Path library = file != null ? Path.of(file).toAbsolutePath() : extracted();
            open(library);
            checkVersion(library);
            return null;
        } catch (TokenizerException failure) {
            return failure.getMessage();
        } catch (IOException failure) {
            return "cannot unpack the native tokenizer: " + failure;
        }
    }

    // Loading a library is restricted by nature.
    @SuppressWarnings("restricted")
    private static void open(Path library) {
        try {
            System.load(library.toString());
        } catch (UnsatisfiedLinkError error) {
            throw new TokenizerException(LinkFailure.explain(library, String.valueOf(error.getMessage())), error);
        }
    }

    private static void checkVersion(Path library) {
        int found = tokenizers_h.tokenizers_abi_version();
        if (found != tokenizers_h.TOKENIZERS_ABI_VERSION()) {
            throw new TokenizerException(library + " is a native tokenizer of ABI version " + found + ", not "
                    + tokenizers_h.TOKENIZERS_ABI_VERSION() + "; use the one built with this jar");
        }
    }

    private static Path extracted() throws IOException {
        String fileName = System.mapLibraryName(NAME);
        String resource = "natives/" + platform() + "/" + fileName;
        URL library = resource(resource);
        URL hash = resource(resource + ".sha256");
        if (library == null || hash == null) {
            throw new TokenizerException("no native tokenizer for " + platform() + " in the class path; build one with"
                    + " `mvn package -pl native` on this platform, or name a library with -D" + LIBRARY_PROPERTY
                    + "=FILE");
        }
        try (InputStream in = hash.openStream()) {
            String digest = new String(in.readAllBytes(), UTF_8).strip();
            return new LibraryCache(LibraryCache.defaultRoot(System.getenv(), System.getProperty("user.home")))
                    .file(digest, fileName, library);
        }
    }

    private static @Nullable URL resource(String name) {
        // Its directory is no package name, so the module that holds it does not hide it.
        ClassLoader loader = NativeLibrary.class.getClassLoader();
        return loader != null ? loader.getResource(name) : ClassLoader.getSystemResource(name);
    }

    /** {@code linux-x64}, {@code linux-aarch64}, {@code macos-x64} or {@code macos-aarch64}, as the build spells it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "macos" : system.split(" ", 2)[0];
        return name + "-" + (processor.equals("amd64") || processor.equals("x86_64") ? "x64" : processor);
    }

    /** Why the linker refused a library, in words for whoever runs the program. */
    static final class LinkFailure {
        private LinkFailure() {}

        static String explain(Path library, String linker) {
            return explain(library, linker, runsOnMusl());
        }

        static String explain(Path library, String linker, boolean musl) {
            if (musl || linker.contains("musl") || linker.contains("ld-linux")) {
                return "the native tokenizer needs glibc, and this system has musl (" + oneLine(linker)
                        + "); use a glibc image, or build the library here and name it with -D" + LIBRARY_PROPERTY
                        + "=FILE";
            }
            int symbol = linker.indexOf("GLIBC_");
            if (symbol >= 0) {
                String version = linker.substring(symbol + "GLIBC_".length()).split("[^0-9.]", 2)[0];
                return "the native tokenizer needs glibc " + version + " or newer (" + oneLine(linker)
                        + "); build it on this system and name it with -D" + LIBRARY_PROPERTY + "=FILE";
            }
            return "cannot load the native tokenizer " + library + ": " + oneLine(linker);
        }

        private static boolean runsOnMusl() {
            return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
                    || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
        }

        private static String oneLine(String text) {
            return text.replaceAll("\\s+", " ");
        }
    }
}
