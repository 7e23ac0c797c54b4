package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizedPromptsTest {
    private static final int BLOCK = 64;

    @ParameterizedTest
    @ValueSource(strings = {"byte-level", "byte-fallback", "unigram", "wordpiece"})
    void blocksAddUpToTheExactLength(String name) {
        try (var tokenizer = Tokenizer.load(Path.of("../bindings/src/test/resources/tokenizers", name + ".json"))) {
            var prompts = new SizedPrompts(tokenizer, Corpus.builtIn(), 7);
            var random = new Random(7);
            for (int i = 0; i < 50; i++) {
                int tokens = 1 + random.nextInt(10 * BLOCK);
                long[] ids = random.longs((tokens + BLOCK - 1) / BLOCK, 0, 30).toArray();

                var text = prompts.shared(ids, BLOCK, tokens);

                assertThat(tokenizer.count(text))
                        .as("%d tokens of %s", tokens, text)
                        .isEqualTo(tokens);
                assertThat(tokenizer.count(prompts.unique(i, tokens))).isEqualTo(tokens);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte-level", "unigram"})
    void promptsBeginAlikeAsFarAsTheirBlocksDo(String name) {
        try (var tokenizer = Tokenizer.load(Path.of("../bindings/src/test/resources/tokenizers", name + ".json"))) {
            var one = new SizedPrompts(tokenizer, Corpus.builtIn(), 7).shared(new long[] {5, 6, 7}, BLOCK, 3 * BLOCK);
            var two =
                    new SizedPrompts(tokenizer, Corpus.builtIn(), 7).shared(new long[] {5, 6, 9}, BLOCK, 2 * BLOCK + 9);
            var other = new SizedPrompts(tokenizer, Corpus.builtIn(), 8).shared(new long[] {5, 6, 7}, BLOCK, 3 * BLOCK);

            int shared = 0;
            while (shared < two.length() && one.charAt(shared) == two.charAt(shared)) {
                shared++;
            }
            assertThat(tokenizer.count(one.substring(0, shared))).isBetween(2L * BLOCK, 2L * BLOCK + 8);
            assertThat(other).isNotEqualTo(one);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, BLOCK, 2 * BLOCK + 1})
    void refusesALengthThatTheBlocksDoNotHave(int tokens) {
        var prompts = new SizedPrompts(text -> text.split(" ").length, Corpus.builtIn(), 7);

        assertThatThrownBy(() -> prompts.shared(new long[] {1, 2}, BLOCK, tokens))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("expected 65 to 128");
    }
}
