package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no tokenizers and texts that are too much: one clear line, or a count, and never the end of the process. */
class HostileInputTest {
    private static final String MODEL = "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[]}";

    @TempDir
    Path directory;

    private void assertRefused(Path file) {
        assertThatExceptionOfType(TokenizerException.class)
                .isThrownBy(() -> Tokenizer.load(file))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains(file.toString())
                        .doesNotContain("\n")
                        .doesNotContain("internal error")
                        .hasSizeLessThan(600));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("tokenizer.json"), content);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.3, 0.9, 0.9999})
    void aTruncatedFileIsRefused(double share) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path(Fixtures.BYTE_LEVEL));
        assertRefused(file(new String(whole, 0, (int) (whole.length * share), UTF_8)));
    }

    @Test
    void anEnormousFileIsRefusedUnread() throws IOException {
        Path file = directory.resolve("tokenizer.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 34);
        }
        assertRefused(file);
    }

    @Test
    void aDeeplyNestedFileIsRefused() throws IOException {
        assertRefused(file("[".repeat(5_000_000)));
        assertRefused(file(MODEL + ",\"normalizer\":" + "{\"a\":".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"b\":16777216},\"merges\":[]}}",
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a z\"]}}",
                MODEL + ",\"added_tokens\":[{\"id\":4294967296,\"content\":\"x\"}]}",
                MODEL
                        + ",\"pre_tokenizer\":{\"type\":\"Split\",\"pattern\":{\"Regex\":\"((\"},\"behavior\":\"Isolated\"}}"
            })
    void whatMakesNoSenseIsRefused(String json) throws IOException {
        assertRefused(file(json));
    }

    @Test
    void aPatternThatBacktracksForeverEndsNevertheless() throws IOException {
        Path file =
                file(MODEL + ",\"pre_tokenizer\":{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(?=(a+))(a|aa)+\\\\1b\"},"
                        + "\"behavior\":\"Isolated\",\"invert\":false}}");
        try (Tokenizer tokenizer = Tokenizer.load(file)) {
            String text = "a".repeat(200);
            try {
                assertThat(tokenizer.count(text)).isEqualTo(200);
            } catch (TokenizerException refused) {
                assertThat(refused.getMessage()).doesNotContain("\n");
            }
        }
    }

    @Test
    void aTextOfAHundredMegabytesIsCounted() {
        byte[] word = "water ".getBytes(UTF_8);
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL);
                Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(100_000_000L / word.length * word.length);
            for (long at = 0; at < text.byteSize(); at += word.length) {
                MemorySegment.copy(word, 0, text, ValueLayout.JAVA_BYTE, at, word.length);
            }
            long one = tokenizer.count("water water") - tokenizer.count("water");
            long repeats = text.byteSize() / word.length;
            assertThat(tokenizer.count(text)).isBetween(one * repeats, one * repeats + 4);
        }
    }

    @Test
    void tenMillionEmptyTextsAreCounted() {
        int[] counts = new int[10_000_000];
        counts[counts.length - 1] = 7;
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            tokenizer.countBatch(MemorySegment.NULL, new long[counts.length + 1], counts);
        }
        assertThat(counts[0]).isZero();
        assertThat(counts[counts.length - 1]).isZero();
    }

    @Test
    void whatAServerSendsThatIsNoUtf8IsCountedWithReplacements() {
        byte[] cut = {'a', (byte) 0xf0, (byte) 0x9f, (byte) 0x98};
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            assertThatExceptionOfType(TokenizerException.class)
                    .isThrownBy(() -> tokenizer.count(MemorySegment.ofArray(cut)))
                    .withMessageContaining("not UTF-8 at byte 1");
            assertThat(tokenizer.count(MemorySegment.ofArray(cut), ReadOption.REPLACE_INVALID_UTF8))
                    .isEqualTo(tokenizer.count("a\ufffd"));
        }
    }
}
