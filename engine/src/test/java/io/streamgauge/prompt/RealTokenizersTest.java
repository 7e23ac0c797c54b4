package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.Phase;
import io.streamgauge.tokenizer.Message;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exactness over every kind of tokenizer there is a file of: the small ones of the repository and, where the system property
 * {@code streamgauge.tokenizers} names a directory, every {@code tokenizer.json} one level below it.
 */
class RealTokenizersTest {
    private static final Path FIXTURES = Path.of("../bindings/src/test/resources/tokenizers");
    private static final Corpus CORPUS = Corpus.builtIn();
    private static final int PROMPTS = 40;

    static Stream<Path> tokenizers() throws IOException {
        var more = System.getProperty("streamgauge.tokenizers");
        return Stream.concat(
                files(FIXTURES, 1, ".json").stream(),
                more == null ? Stream.empty() : files(Path.of(more), 2, "tokenizer.json").stream());
    }

    @ParameterizedTest
    @MethodSource("tokenizers")
    void everyCountIsExact(Path file) {
        try (var tokenizer = Tokenizer.load(file)) {
            for (int tokens : new int[] {1, 2, 3, 10, 57, 600, 4000}) {
                var shape = new PromptShape(LengthMix.of(Lengths.fixed(tokens), null), 2, 100);
                var synthesizer = new PromptSynthesizer(tokenizer, CORPUS, shape);
                for (var phase : Phase.values()) {
                    var prompts = synthesizer.prompts(7, phase, PROMPTS);
                    assertThat(prompts).allSatisfy(prompt -> assertExact(tokenizer, prompt, tokens));
                    if (tokens >= 3) {
                        assertThat(new HashSet<>(prompts)).hasSize(PROMPTS);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tokenizers")
    void holdsNoSpecialTokenAndNoBrokenCharacter(Path file) {
        var shape = new PromptShape(LengthMix.of(new Lengths.Normal(200, 80), null), 1, 50);
        try (var tokenizer = Tokenizer.load(file)) {
            for (var prompt : new PromptSynthesizer(tokenizer, CORPUS, shape).prompts(11, PROMPTS)) {
                int[] ids = tokenizer.encode(prompt.joined());
                assertThat(IntStream.of(ids)).noneMatch(tokenizer::isSpecial);
                assertThat(prompt.joined()).doesNotContain("\ufffd").matches("[\\x20-\\x7e]+");
            }
        }
    }

    /** By the template beside the file, or by a plain one where there is none. */
    @ParameterizedTest
    @MethodSource("tokenizers")
    void everyCountByTheChatTemplateIsExact(Path file, @TempDir Path directory) throws IOException {
        try (var tokenizer = Tokenizer.load(hasTemplate(file) ? file : withTemplate(file, directory))) {
            var chat = new ChatLength(tokenizer, false);
            for (int tokens : new int[] {120, 600, 4000}) {
                var shape = new PromptShape(LengthMix.of(Lengths.fixed(tokens), null), 2, 100);
                assertThat(new PromptSynthesizer(chat, CORPUS, shape).prompts(7, PROMPTS))
                        .allSatisfy(prompt -> {
                            var messages = List.of(new Message("user", prompt.joined()));
                            assertThat(tokenizer.count(tokenizer.renderChat(messages, true)))
                                    .isEqualTo(100 + tokens)
                                    .isEqualTo(prompt.tokens());
                        });
            }
        }
    }

    private static boolean hasTemplate(Path file) throws IOException {
        var config = file.resolveSibling("tokenizer_config.json");
        return Files.exists(config) && Files.readString(config).contains("\"chat_template\"");
    }

    private static Path withTemplate(Path file, Path directory) throws IOException {
        Files.writeString(
                directory.resolve("chat_template.jinja"),
                "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}"
                        + "{% if add_generation_prompt %}assistant:{% endif %}");
        return Files.copy(file, directory.resolve(file.getFileName()));
    }

    /** A server's prefix cache goes by whole blocks of tokens, so these must be the same tokens wherever they are shared. */
    @ParameterizedTest
    @MethodSource("tokenizers")
    void promptsThatShareBlocksShareTheirTokens(Path file) {
        int block = 64;
        try (var tokenizer = Tokenizer.load(file)) {
            for (int seed = 0; seed < PROMPTS; seed++) {
                var prompts = new SizedPrompts(tokenizer, CORPUS, seed);
                int[] one = tokenizer.encode(prompts.shared(new long[] {5, 6, 7, 8}, block, 4 * block));
                int[] two = tokenizer.encode(prompts.shared(new long[] {5, 6, 7, 9}, block, 3 * block + 30));
                assertThat(one).hasSize(4 * block);
                assertThat(two).hasSize(3 * block + 30);
                assertThat(Arrays.copyOf(one, 3 * block)).isEqualTo(Arrays.copyOf(two, 3 * block));
            }
        }
    }

    private static void assertExact(Tokenizer tokenizer, Prompt prompt, int tokens) {
        assertThat(tokenizer.count(prompt.prefix() == null ? "" : prompt.prefix()))
                .isEqualTo(100);
        assertThat(tokenizer.count(prompt.text())).isEqualTo(tokens);
        assertThat(tokenizer.count(prompt.joined())).isEqualTo(100 + tokens).isEqualTo(prompt.tokens());
    }

    private static List<Path> files(Path directory, int depth, String ending) throws IOException {
        try (var files = Files.walk(directory, depth)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(file -> !file.endsWith("tokenizer_config.json") && !file.endsWith("sentencepiece-ids.json"))
                    .sorted()
                    .toList();
        }
    }
}
