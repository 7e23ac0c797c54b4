package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final int SAMPLE = 20_000;

    @Test
    void eachWordIsOneTokenAloneAndInText() {
        var encoding = Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
        for (var token = 0; token < SAMPLE; token++) {
            var word = new String(Words.at(7, 0, token), StandardCharsets.US_ASCII);
            assertThat(encoding.countTokensOrdinary(word)).as(word).isEqualTo(1);
        }
        assertThat(encoding.countTokensOrdinary(Words.text(11, 3, 0, SAMPLE))).isEqualTo(SAMPLE);
    }

    @Test
    void aSampleMeetsEveryWord() {
        var seen = new HashSet<String>();
        for (var token = 0; token < SAMPLE; token++) {
            seen.add(new String(Words.at(7, 0, token), StandardCharsets.US_ASCII));
        }
        assertThat(seen)
                .hasSize(Words.count())
                .hasSizeGreaterThanOrEqualTo(256)
                .allMatch(word -> word.matches(" [a-z]+"));
    }

    @Test
    void answersAndChoicesDiffer() {
        var text = Words.text(1, 0, 0, 50);
        assertThat(Words.text(1, 0, 0, 50)).isEqualTo(text);
        assertThat(Words.text(2, 0, 0, 50)).isNotEqualTo(text);
        assertThat(Words.text(1, 1, 0, 50)).isNotEqualTo(text);
        assertThat(Words.text(1, 0, 0, 20) + Words.text(1, 0, 20, 50)).isEqualTo(text);
    }
}
