package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static final byte[] BROKEN_UTF8 = {'a', (byte) 0xff, 'b'};

    @ParameterizedTest
    @ValueSource(strings = {Fixtures.BYTE_LEVEL, Fixtures.BYTE_FALLBACK})
    void decodesWhatItEncodes(String fixture) {
        HostileText texts = new HostileText(1);
        try (Tokenizer tokenizer = Fixtures.tokenizer(fixture)) {
            for (int i = 0; i < 2_000; i++) {
                String text = texts.nextWithoutMark();
                int[] ids = tokenizer.encode(text);
                assertThat(tokenizer.decode(ids)).isEqualTo(text);
                assertThat(tokenizer.decodeBytes(ids)).isEqualTo(text.getBytes(UTF_8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Fixtures.BYTE_LEVEL, Fixtures.BYTE_FALLBACK, Fixtures.UNIGRAM, Fixtures.WORDPIECE})
    void countsTheSameFromEveryKindOfMemory(String fixture) {
        HostileText texts = new HostileText(2);
        try (Tokenizer tokenizer = Fixtures.tokenizer(fixture);
                Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < 500; i++) {
                String text = texts.next();
                byte[] bytes = text.getBytes(UTF_8);
                MemorySegment heap = MemorySegment.ofArray(bytes);
                MemorySegment offHeap = arena.allocate(bytes.length).copyFrom(heap);
                int expected = tokenizer.encode(text).length;
                assertThat(tokenizer.count(text)).as(text).isEqualTo(expected);
                assertThat(tokenizer.count(heap)).isEqualTo(expected);
                assertThat(tokenizer.count(offHeap)).isEqualTo(expected);
                assertThat(tokenizer.encode(offHeap)).isEqualTo(tokenizer.encode(heap));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000})
    void countsABatchLikeSingleTexts(int threads) {
        String[] texts = IntStream.range(0, 300)
                .mapToObj(i -> i % 10 == 0 ? "" : new HostileText(i).next())
                .toArray(String[]::new);
        byte[] all = String.join("", texts).getBytes(UTF_8);
        long[] offsets = new long[texts.length + 1];
        for (int i = 0; i < texts.length; i++) {
            offsets[i + 1] = offsets[i] + texts[i].getBytes(UTF_8).length;
        }
        int[] counts = new int[texts.length];
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            tokenizer.countBatch(threads, MemorySegment.ofArray(all), offsets, counts);
            for (int i = 0; i < texts.length; i++) {
                assertThat((long) counts[i]).as(texts[i]).isEqualTo(tokenizer.count(texts[i]));
            }
        }
    }

    @Test
    void preparingLeavesNothingBehind() {
        Tokenizer.prepare();
        Tokenizer.prepare();
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            assertThat(tokenizer.count("ready")).isEqualTo(tokenizer.encode("ready").length);
        }
    }

    @Test
    void countsLongTextsAndNone() {
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            assertThat(tokenizer.count("")).isZero();
            assertThat(tokenizer.count(MemorySegment.NULL)).isZero();
            assertThat(tokenizer.encode("")).isEmpty();
            assertThat(tokenizer.decode(new int[0])).isEmpty();
            String paragraph = Fixtures.prose() + "\n";
            long one = tokenizer.count(paragraph + "x") - 1;
            assertThat(tokenizer.count(paragraph.repeat(400) + "x")).isEqualTo(400 * one + 1);
            tokenizer.countBatch(MemorySegment.NULL, new long[1], new int[0]);
        }
    }

    @Test
    void recognisesSpecialTokensUnlessTold() {
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            int[] recognised = tokenizer.encode("a<|end|>b");
            int[] text = tokenizer.encode("a<|end|>b", ReadOption.SPECIAL_TOKENS_AS_TEXT);
            int[] added = tokenizer.encode("a", ReadOption.ADD_SPECIAL_TOKENS);
            assertThat(recognised).hasSize(3);
            assertThat(tokenizer.isSpecial(recognised[1])).isTrue();
            assertThat(tokenizer.isSpecial(recognised[0])).isFalse();
            assertThat(text.length).isGreaterThan(3);
            assertThat(IntStream.of(text)).noneMatch(tokenizer::isSpecial);
            assertThat(tokenizer.countSpecial("a<|end|>b<|end|>")).isEqualTo(2);
            assertThat(tokenizer.countSpecial("a<|end|>b", ReadOption.SPECIAL_TOKENS_AS_TEXT))
                    .isZero();
            assertThat(tokenizer.countSpecial("a", ReadOption.ADD_SPECIAL_TOKENS))
                    .isOne();
            assertThat(tokenizer.decode(text)).isEqualTo(tokenizer.decode(recognised));
            assertThat(tokenizer.decode(added)).isEqualTo("<|begin|>a");
            assertThat(tokenizer.count("<think>", ReadOption.SPECIAL_TOKENS_AS_TEXT))
                    .isOne();
        }
    }

    @Test
    void undoesJsonEscapes() {
        byte[] escaped = "caf\\u00e9 \\ud83d\\ude00\\n\\\"x\\\"".getBytes(UTF_8);
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            int[] ids = tokenizer.encode(MemorySegment.ofArray(escaped), ReadOption.JSON_ESCAPED);
            assertThat(tokenizer.decode(ids)).isEqualTo("café 😀\n\"x\"");
        }
    }

    @Test
    void showsHalfCharactersAsBytes() {
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_FALLBACK)) {
            int[] ids = tokenizer.encode("\ud83d\udc09");
            assertThat(ids.length).isGreaterThan(2);
            int[] cut = IntStream.of(ids).limit(ids.length - 1).toArray();
            assertThat(tokenizer.decodeBytes(cut)).isEqualTo(new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x90});
            assertThat(tokenizer.decode(cut)).contains("\ufffd");
        }
    }

    @Test
    void refusesBrokenTextUnlessTold() {
        MemorySegment broken = MemorySegment.ofArray(BROKEN_UTF8);
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            assertThatExceptionOfType(TokenizerException.class)
                    .isThrownBy(() -> tokenizer.count(broken))
                    .withMessage("text is not UTF-8 at byte 1");
            assertThatExceptionOfType(TokenizerException.class)
                    .isThrownBy(() -> tokenizer.countBatch(broken, new long[] {0, 1, 3}, new int[2]))
                    .withMessage("text 1: text is not UTF-8 at byte 0");
            assertThat(tokenizer.count(broken, ReadOption.REPLACE_INVALID_UTF8)).isEqualTo(tokenizer.count("a\ufffdb"));
        }
    }

    @Test
    void refusesOffsetsThatDoNotFitTheText() {
        MemorySegment text = MemorySegment.ofArray(new byte[8]);
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tokenizer.countBatch(text, new long[] {0, 9}, new int[1]));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tokenizer.countBatch(text, new long[] {0, 4}, new int[2]));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tokenizer.countBatch(0, text, new long[] {0}, new int[0]));
            assertThatExceptionOfType(TokenizerException.class)
                    .isThrownBy(() -> tokenizer.countBatch(text, new long[] {0, 6, 4}, new int[2]))
                    .withMessageContaining("offsets must rise");
            assertThatExceptionOfType(TokenizerException.class)
                    .isThrownBy(() -> tokenizer.countBatch(text, new long[] {-1, 4}, new int[1]));
        }
    }

    @Test
    void saysWhatItIs() {
        try (Tokenizer fast = Fixtures.tokenizer(Fixtures.BYTE_LEVEL);
                Tokenizer reference = Fixtures.tokenizer(Fixtures.UNIGRAM)) {
            assertThat(fast.info().engine()).isEqualTo("compiled");
            assertThat(fast.info().kind()).isEqualTo("BPE");
            assertThat(fast.info().form()).isEqualTo("tokenizer.json");
            assertThat(fast.vocabularySize()).isEqualTo(1024);
            assertThat(reference.info().engine()).startsWith("tokenizers");
            assertThat(reference.info().kind()).isEqualTo("Unigram");
            assertThat(reference.info().reason()).contains("refused");
        }
    }

    @Test
    void refusesUseAfterClose() {
        Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL);
        tokenizer.close();
        tokenizer.close();
        assertThatIllegalStateException().isThrownBy(() -> tokenizer.count("x"));
        assertThatIllegalStateException().isThrownBy(() -> tokenizer.encode("x"));
        assertThatIllegalStateException().isThrownBy(() -> tokenizer.decode(new int[] {1}));
        assertThatIllegalStateException().isThrownBy(() -> tokenizer.isSpecial(1));
    }
}
