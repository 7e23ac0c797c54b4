package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void compilesOnceAndReadsTheSame() throws IOException {
        Path cache = directory.resolve("cache");
        Path r50k = Files.write(directory.resolve("r50k_base.tiktoken"), Fixtures.tiktoken("r50k_base"));
        try (Tokenizer plain = Tokenizer.load(r50k);
                Tokenizer first = Tokenizer.load(r50k, cache);
                Tokenizer second = Tokenizer.load(r50k, cache);
                Tokenizer fromBytes = Tokenizer.fromTiktoken(Fixtures.tiktoken("r50k_base"), "r50k_base", cache)) {
            assertThat(List.of(first, second, fromBytes))
                    .allSatisfy(
                            tokenizer -> assertThat(tokenizer.info().engine()).isEqualTo("compiled"));
            assertThat(second.info().reason()).isNotEqualTo(first.info().reason());
            HostileText texts = new HostileText(4);
            for (int n = 0; n < 2_000; n++) {
                String text = texts.next();
                int[] ids = plain.encode(text);
                assertThat(first.encode(text)).isEqualTo(ids);
                assertThat(second.encode(text)).isEqualTo(ids);
                assertThat(fromBytes.encode(text)).isEqualTo(ids);
                assertThat(second.decode(ids)).isEqualTo(plain.decode(ids));
            }
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
