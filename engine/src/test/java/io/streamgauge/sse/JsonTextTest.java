package io.streamgauge.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTest {
    private static final List<String> PIECES = List.of(
            "a",
            "é",
            "日",
            "😀",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\b",
            "\\f",
            "\\r",
            "\\t",
            "\\u0041",
            "\\u00E9",
            "\\u65e5",
            "\\ud83d\\ude00",
            "\\u0000",
            "12345678",
            " ");

    @Test
    void unescapesInPlaceAsJacksonDoes() {
        var json = JsonMapper.builder().build();
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertThat(unescapedInPlace(text.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(json.readValue('"' + text.toString() + '"', String.class));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "\\ud83d, \uFFFD",
        "\\ude00, \uFFFD",
        "\\ude00\\ud83d, \uFFFD\uFFFD",
        "\\ud83dx, \uFFFDx",
        "\\ud83d\\n, '\uFFFD\n'",
        "\\ud83d\\ud83d\\ude00, \uFFFD😀",
        "\\ud83d\\u0041, \uFFFDA"
    })
    void replacesHalvesOfCharacters(String escaped, String expected) {
        assertThat(unescapedInPlace(escaped)).isEqualTo(expected);
    }

    private static String unescapedInPlace(String escaped) {
        byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
        int end = JsonText.unescape(bytes, 0, bytes.length, bytes, 0);
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
