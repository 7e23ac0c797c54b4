package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {
    @TempDir
    Path directory;

    @Test
    void findsTheTokenizerOfADirectory() throws IOException {
        Files.copy(Fixtures.path(Fixtures.WORDPIECE), directory.resolve("tokenizer.json"));
        Files.writeString(directory.resolve("other.model"), "not looked at");
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.info().kind()).isEqualTo("WordPiece");
        }
    }

    @Test
    void readsATiktokenFileByItsName() throws IOException {
        Path file = Files.write(directory.resolve("r50k_base.tiktoken"), Fixtures.tiktoken("r50k_base"));
        try (Tokenizer byFile = Tokenizer.load(file);
                Tokenizer byDirectory = Tokenizer.load(directory)) {
            assertThat(byFile.info().form()).isEqualTo("tiktoken r50k_base");
            assertThat(byDirectory.info()).isEqualTo(byFile.info());
        }
    }

    @Test
    void readsBytesLikeAFile() throws IOException {
        byte[] json = Files.readAllBytes(Fixtures.path(Fixtures.BYTE_LEVEL));
        try (Tokenizer fromBytes = Tokenizer.fromJson(json);
                Tokenizer fromFile = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            assertThat(fromBytes.info()).isEqualTo(fromFile.info());
        }
    }

    @Test
    void namesBothOfTwoCandidates() throws IOException {
        Files.writeString(directory.resolve("a.tiktoken"), "YQ== 0\n");
        Files.writeString(directory.resolve("b.model"), "YQ== 0\n");
        assertThatExceptionOfType(TokenizerException.class)
                .isThrownBy(() -> Tokenizer.load(directory))
                .withMessage(directory + ": holds more than one tokenizer (a.tiktoken, b.model); name the file");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatExceptionOfType(TokenizerException.class)
                .isThrownBy(() -> Tokenizer.load(directory))
                .withMessageStartingWith(directory + ": holds no tokenizer.json");
        assertThatExceptionOfType(TokenizerException.class)
                .isThrownBy(() -> Tokenizer.load(directory.resolve("none.json")))
                .withMessageContaining("none.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "null",
                "{\"model\":{}}",
                "{\"model\":{\"type\":\"BPE\"}}",
                "\0\0\0",
                "hello there"
            })
    void refusesWhatIsNoTokenizer(String content) {
        assertThatExceptionOfType(TokenizerException.class)
                .isThrownBy(() -> Tokenizer.fromJson(content.getBytes(UTF_8)))
                .satisfies(
                        failure -> assertThat(failure.getMessage()).isNotBlank().doesNotContain("\n"));
    }
}
