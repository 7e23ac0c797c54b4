package io.streamgauge.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class SharedLibraryTest {
    private static SharedLibrary library() throws IOException {
        return SharedLibrary.load("libc.so.6");
    }

    @Test
    void functionsTakeIntegersAndAddresses() throws IOException {
        assertThat(library().call("abs", -5, 0, 0)).isEqualTo(5);
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocateFrom("x17");
            var end = arena.allocate(ValueLayout.ADDRESS);
            assertThat(library().call("strtol", text.address() + 1, end.address(), 8))
                    .isEqualTo(15);
            assertThat(end.get(ValueLayout.ADDRESS, 0)).isEqualTo(text.asSlice(3, 0));
        }
    }

    @Test
    void textsAreRead() throws IOException {
        assertThat(library().text("strerror", 2)).isEqualTo("No such file or directory");
        assertThat(library().text("abs", 0)).as("no address").isEmpty();
    }

    @Test
    void functionsThatAreNotThereAreKnownToBeMissing() throws IOException {
        var library = library();
        assertThat(library.has("abs")).isTrue();
        assertThat(library.has("no_such_function")).isFalse();
        assertThatThrownBy(() -> library.call("no_such_function", 0, 0, 0))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the library has no no_such_function");
    }

    @Test
    void aLibraryThatIsNotThereIsOneLine() {
        assertThatThrownBy(() -> SharedLibrary.load("libno-such-library.so.1"))
                .isInstanceOf(IOException.class)
                .hasMessage("libno-such-library.so.1 cannot be loaded");
    }
}
