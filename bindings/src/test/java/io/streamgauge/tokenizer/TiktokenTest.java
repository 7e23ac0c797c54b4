package io.streamgauge.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TiktokenTest {
    @ParameterizedTest
    @EnumSource(
            value = EncodingType.class,
            names = {"R50K_BASE", "P50K_BASE", "CL100K_BASE", "O200K_BASE"})
    void givesTheIdsOfAnIndependentImplementation(EncodingType type) {
        Encoding oracle = Encodings.newLazyEncodingRegistry().getEncoding(type);
        HostileText texts = new HostileText(3);
        try (Tokenizer tokenizer = Tokenizer.fromTiktoken(Fixtures.tiktoken(type.getName()), type.getName())) {
            for (int i = 0; i < 3_000; i++) {
                assertSameIds(texts.next(), oracle, tokenizer);
            }
            assertSameIds(Fixtures.prose(), oracle, tokenizer);
            assertThat(tokenizer.info().form()).isEqualTo("tiktoken " + type.getName());
        }
    }

    private static void assertSameIds(String text, Encoding oracle, Tokenizer tokenizer) {
        int[] expected = oracle.encodeOrdinary(text).toArray();
        assertThat(tokenizer.encode(text, ReadOption.SPECIAL_TOKENS_AS_TEXT))
                .as(text)
                .isEqualTo(expected);
        assertThat(tokenizer.decode(expected)).isEqualTo(text);
    }

    @Test
    void knowsTheSpecialTokensOfAnEncoding() {
        try (Tokenizer tokenizer = Tokenizer.fromTiktoken(Fixtures.tiktoken("cl100k_base"), "cl100k_base")) {
            assertThat(tokenizer.encode("<|endoftext|>")).containsExactly(100257);
            assertThat(tokenizer.encode("<|endofprompt|>")).containsExactly(100276);
            assertThat(tokenizer.isSpecial(100257)).isTrue();
        }
    }

    @Test
    void refusesWhatItCannotName() {
        byte[] vocabulary = "YQ== 0\nYg== 1\n".getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(TokenizerException.class)
                .isThrownBy(() -> Tokenizer.fromTiktoken(vocabulary, "x100k"))
                .withMessageContaining("\"x100k\"")
                .withMessageContaining("o200k_base");
        assertThatExceptionOfType(TokenizerException.class)
                .isThrownBy(() ->
                        Tokenizer.fromTiktoken("YQ== 0\nnonsense\n".getBytes(StandardCharsets.UTF_8), "r50k_base"))
                .withMessageContaining("line 2");
    }
}
