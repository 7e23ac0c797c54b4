package io.streamgauge.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    private static final Path LIBRARY = Path.of("/x/lib.so");

    @Test
    void saysWhichGlibcIsMissing() {
        String linker =
                "/x/lib.so: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.99' not found (required by /x/lib.so)";
        assertThat(NativeLibrary.LinkFailure.explain(LIBRARY, linker, false))
                .startsWith("the native tokenizer needs glibc 2.99 or newer")
                .doesNotContain("\n");
    }

    @Test
    void saysThatMuslIsNotGlibc() {
        String linker =
                "Error loading shared library ld-linux-x86-64.so.2: No such file or directory\n(needed by /x/lib.so)";
        assertThat(NativeLibrary.LinkFailure.explain(LIBRARY, linker, true))
                .contains("needs glibc, and this system has musl")
                .contains(NativeLibrary.LIBRARY_PROPERTY)
                .doesNotContain("\n");
    }

    @Test
    void namesTheLibraryOtherwise() {
        assertThat(NativeLibrary.LinkFailure.explain(LIBRARY, "invalid ELF header", false))
                .isEqualTo("cannot load the native tokenizer /x/lib.so: invalid ELF header");
    }
}
