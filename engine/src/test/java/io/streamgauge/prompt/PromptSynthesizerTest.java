package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import io.streamgauge.record.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromptSynthesizerTest {
    private static final Corpus CORPUS = Corpus.builtIn();

    static Stream<Named<TokenCounter>> tokenizers() {
        return Stream.of(
                Named.of("cl100k_base", jtokkit(EncodingType.CL100K_BASE)),
                Named.of("o200k_base", jtokkit(EncodingType.O200K_BASE)),
                Named.of("p50k_base", jtokkit(EncodingType.P50K_BASE)),
                Named.of("one token per character", text -> text.codePointCount(0, text.length())),
                Named.of("one token per byte", text -> text.getBytes(StandardCharsets.UTF_8).length),
                Named.of(
                        "one token per word",
                        text -> text.isBlank() ? 0 : text.strip().split("\\s+").length),
                Named.of("pieces of words behind a dummy space", PromptSynthesizerTest::pieces),
                Named.of("pairs of characters across words", text -> (text.length() + 1) / 2));
    }

    @ParameterizedTest
    @MethodSource("tokenizers")
    void countsOfPrefixTextAndBothTogetherAreExact(TokenCounter count) {
        for (int tokens : new int[] {1, 2, 3, 10, 57, 600, 3000}) {
            var shape = new PromptShape(LengthMix.of(Lengths.fixed(tokens), null), 2, 100);
            for (Prompt prompt : new PromptSynthesizer(count, CORPUS, shape).prompts(7, 20)) {
                assertThat(prompt.prefix()).isNotNull();
                assertThat(count.count(String.valueOf(prompt.prefix()))).isEqualTo(100);
                assertThat(count.count(prompt.text())).isEqualTo(tokens);
                assertThat(count.count(prompt.joined())).isEqualTo(100 + tokens);
                assertThat(prompt.tokens()).isEqualTo(100 + tokens);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tokenizers")
    void warmUpAndMeasuredPromptsShareNoText(TokenCounter count) {
        var shape = new PromptShape(LengthMix.of(Lengths.fixed(12), null), 0, 0);
        var synthesizer = new PromptSynthesizer(count, CORPUS, shape);

        var measured = texts(synthesizer.prompts(1, Phase.MEASURE, 200));
        var warmUp = texts(synthesizer.prompts(1, Phase.WARMUP, 200));

        assertThat(measured).doesNotContainAnyElementsOf(warmUp);
        assertThat(new HashSet<>(measured)).hasSize(200);
        assertThat(new HashSet<>(warmUp)).hasSize(200);
    }

    @Test
    void madeOfMorePromptsThanTheCorpusHasWordsAllDiffer() {
        var shape = new PromptShape(LengthMix.of(Lengths.fixed(10), null), 0, 0);
        int count = 2 * CORPUS.wordCount();

        var texts = texts(new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape).prompts(5, count));

        assertThat(new HashSet<>(texts)).hasSize(count);
    }

    @Test
    void repeatsTextsOnlyWhenThereAreNoMore() {
        var corpus = Corpus.of("red green blue yellow brown black white grey");
        var shape = new PromptShape(LengthMix.of(Lengths.fixed(1), null), 0, 0);
        TokenCounter words = text -> text.split(" ").length;

        var texts = texts(new PromptSynthesizer(words, corpus, shape).prompts(5, 50));

        assertThat(texts).hasSize(50);
        assertThat(new HashSet<>(texts))
                .hasSizeGreaterThan(4)
                .isSubsetOf("red green blue yellow brown black white grey".split(" "));
    }

    @Test
    void openingsDifferSoThatNoTwoPromptsShareACacheablePrefix() {
        var shape = new PromptShape(LengthMix.of(Lengths.fixed(300), null), 0, 0);

        var texts = texts(new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape).prompts(3, 1280));

        var openings = texts.stream().map(text -> text.substring(0, 80)).toList();
        assertThat(new HashSet<>(openings)).hasSize(1280);
    }

    @Test
    void sameSeedGivesSamePromptsFromAnyThread() throws Exception {
        var shape = new PromptShape(LengthMix.of(new Lengths.Normal(40, 15), new Lengths.Normal(100, 30)), 3, 50);
        var synthesizer = new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape);
        var expected = synthesizer.prompts(223, 300);

        try (var threads = Executors.newFixedThreadPool(4)) {
            var calls = new ArrayList<Callable<List<Prompt>>>();
            for (int i = 0; i < 8; i++) {
                calls.add(() ->
                        new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape).prompts(223, 300));
                calls.add(() -> synthesizer.prompts(223, 300));
            }
            for (var result : threads.invokeAll(calls)) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void asksForMoreWithoutChangingTheFirst() {
        var shape = new PromptShape(LengthMix.of(new Lengths.Normal(20, 5), null), 2, 30);
        var synthesizer = new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape);

        assertThat(synthesizer.prompts(9, 100).subList(0, 10)).isEqualTo(synthesizer.prompts(9, 10));
        assertThat(synthesizer.prompts(9, 10)).isNotEqualTo(synthesizer.prompts(10, 10));
    }

    @Test
    void drawsEachPromptsPrefixFromThePool() {
        var shape = new PromptShape(LengthMix.of(Lengths.fixed(10), null), 4, 25);

        var prompts = new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape).prompts(2, 200);

        assertThat(prompts.stream().map(Prompt::prefix).distinct()).hasSize(4);
        assertThat(prompts).allSatisfy(prompt -> assertThat(prompt.prefix()).matches("(?s).*[.!?]"));
    }

    @Test
    void hasNoPrefixWhereThePoolOrItsTextsAreEmpty() {
        for (var shape : List.of(
                new PromptShape(LengthMix.of(Lengths.fixed(5), null), 0, 100),
                new PromptShape(LengthMix.of(Lengths.fixed(5), null), 3, 0))) {
            var prompts = new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape).prompts(2, 5);
            assertThat(prompts).allSatisfy(prompt -> {
                assertThat(prompt.prefix()).isNull();
                assertThat(prompt.tokens()).isEqualTo(5);
                assertThat(prompt.joined()).isEqualTo(prompt.text());
            });
        }
    }

    @Test
    void meanZeroGivesOneToken() {
        var shape = PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(0), Lengths.fixed(0)));

        var prompts = new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape).prompts(2, 50);

        assertThat(prompts).allSatisfy(prompt -> {
            assertThat(prompt.tokens()).isEqualTo(1);
            assertThat(prompt.outputTokens()).isEqualTo(1);
        });
    }

    @Test
    void makesAHundredThousandTokens() {
        var shape = PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(100_000), null));
        var count = jtokkit(EncodingType.CL100K_BASE);

        var prompt = new PromptSynthesizer(count, CORPUS, shape).prompts(2, 1).getFirst();

        assertThat(count.count(prompt.text())).isEqualTo(100_000);
    }

    @Test
    void readsLikeProse() {
        var shape = PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(80), null));
        var words = new HashSet<String>();
        for (int i = 0; i < CORPUS.wordCount(); i++) {
            words.add(CORPUS.word(i));
        }

        for (var prompt : new PromptSynthesizer(jtokkit(EncodingType.CL100K_BASE), CORPUS, shape).prompts(2, 100)) {
            assertThat(prompt.text().split(" ")).isSubsetOf(words);
        }
    }

    @Test
    void saysSoWhenNoTextHasTheLength() {
        var shape = PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(5), null));
        TokenCounter onlyEven = text -> 2 * text.split(" ").length;

        assertThatThrownBy(() -> new PromptSynthesizer(onlyEven, CORPUS, shape).prompts(2, 1))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("exactly 5 tokens");
    }

    private static List<String> texts(List<Prompt> prompts) {
        return prompts.stream().map(Prompt::text).toList();
    }

    private static TokenCounter jtokkit(EncodingType type) {
        var encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
        return encoding::countTokensOrdinary;
    }

    private static int pieces(String text) {
        int count = 0;
        for (String word : text.split(" ", -1)) {
            count += (word.length() + 1 + 3) / 4;
        }
        return count;
    }
}
