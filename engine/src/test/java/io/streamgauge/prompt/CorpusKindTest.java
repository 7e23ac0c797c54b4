package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.Phase;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever texts are cut out of, they are as long as was asked, and made of plain tokens alone. */
class CorpusKindTest {
    private static final Path FIXTURES = Path.of("../bindings/src/test/resources/tokenizers");
    private static final int PROMPTS = 30;

    static Stream<Arguments> kinds() throws IOException {
        try (var files = Files.list(FIXTURES)) {
            List<Path> tokenizers = files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith("sentencepiece-ids.json"))
                    .sorted()
                    .toList();
            return tokenizers.stream()
                    .flatMap(file -> Arrays.stream(CorpusKind.values()).map(kind -> Arguments.of(kind, file)))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kinds")
    void everyCountIsExactInBothPhases(CorpusKind kind, Path file) {
        try (var tokenizer = Tokenizer.load(file)) {
            var corpus = kind.corpus(tokenizer);
            for (int tokens : new int[] {1, 3, 57, 600}) {
                var shape = new PromptShape(LengthMix.of(Lengths.fixed(tokens), null), 2, 100);
                for (var phase : Phase.values()) {
                    var prompts = new PromptSynthesizer(tokenizer, corpus, shape).prompts(7, phase, PROMPTS);
                    assertThat(prompts).allSatisfy(prompt -> {
                        assertThat(tokenizer.count(prompt.text())).isEqualTo(tokens);
                        assertThat(tokenizer.count(prompt.joined())).isEqualTo(100 + tokens);
                        assertThat(prompt.text()).doesNotContain("\ufffd").matches("(?s)\\S(.*\\S)?");
                        assertThat(IntStream.of(tokenizer.encode(prompt.joined())))
                                .noneMatch(tokenizer::isSpecial);
                    });
                    assertThat(new HashSet<>(prompts)).hasSizeGreaterThan(tokens < 3 ? 1 : PROMPTS - 1);
                }
            }
        }
    }

    @Test
    void noLineIsCutBetweenItsEndAndWhatTheNextBeginsWith() {
        TokenCounter characters = String::length;
        var corpus = Corpus.code();
        var fitter = new PassageFitter(characters, corpus);
        var random = new SeededRandom(1, 2, 3);
        for (int start = 0; start < corpus.wordCount(); start++) {
            var text = fitter.fit(9, start, Draft.Style.PASSAGES, "", true, random);
            assertThat(text == null || text.matches("(?s).*\\S ?")).as(text).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(CorpusKind.class)
    void traceTextsAreAsLong(CorpusKind kind) {
        try (var tokenizer = Tokenizer.load(FIXTURES.resolve("byte-level.json"))) {
            var prompts = new SizedPrompts(tokenizer, kind.corpus(tokenizer), 3);
            var one = prompts.shared(new long[] {1, 2}, 32, 60);
            var other = prompts.shared(new long[] {1, 3}, 32, 60);
            assertThat(tokenizer.count(one)).isEqualTo(60);
            assertThat(tokenizer.count(other)).isEqualTo(60);
            assertThat(Arrays.copyOf(tokenizer.encode(one), 32)).isEqualTo(Arrays.copyOf(tokenizer.encode(other), 32));
            assertThat(tokenizer.count(prompts.unique(5, 41))).isEqualTo(41);
        }
    }

    @ParameterizedTest
    @EnumSource(CorpusKind.class)
    void eachLooksLikeWhatItIs(CorpusKind kind) {
        try (var tokenizer = Tokenizer.load(FIXTURES.resolve("byte-level.json"))) {
            var shape = PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(400), null));
            var text = new PromptSynthesizer(tokenizer, kind.corpus(tokenizer), shape)
                    .prompts(1, 1)
                    .getFirst()
                    .text();
            switch (kind) {
                case SONNET -> assertThat(text).doesNotContain("\n").contains(" the ", ". ");
                case CODING -> assertThat(text).containsPattern("\n {4,}\\S").containsPattern("[;{}()=]\n");
                case RANDOM ->
                    assertThat(Arrays.stream(text.split(" ")).distinct()).hasSizeGreaterThan(90);
            }
        }
    }
}
