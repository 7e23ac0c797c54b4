package io.streamgauge.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFinderTest {
    private final TextFinder finder = new TextFinder();

    /** The texts found; null where the JSON is malformed. */
    private @Nullable List<String> find(TextPaths paths, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (!finder.find(paths, bytes, 0, bytes.length)) {
            assertThat(finder.problem()).isNotBlank();
            return null;
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < finder.texts(); i++) {
            texts.add(finder.textKind(i) + " " + JsonText.string(bytes, finder.textFrom(i), finder.textTo(i)));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "{", "}", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
                        "{'a':1}",
                "{\"a\":1 \"b\":2}", "{\"a\":1]", "[1}", "01", "-", "1.", ".5", "1e", "1e+", "+1", "nul", "nulL",
                        "True", "tru",
                "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "\"\t\"", "1 2", "{} {}", "NaN",
                        "Infinity", "[1]]"
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(find(ChatPaths.compiled(), json)).isNull();
    }

    @Test
    void refusesAKnownFieldThatComesTwice() {
        assertThat(find(ChatPaths.compiled(), "{\"id\":\"a\",\"x\":1,\"x\":2,\"\\u0069d\":\"b\"}"))
                .isNull();
        assertThat(find(ChatPaths.compiled(), "{\"x\":1,\"x\":2}")).isEmpty();
    }

    @Test
    void boundsTheNesting() {
        String deepest = "[".repeat(TextFinder.MAX_DEPTH) + "1" + "]".repeat(TextFinder.MAX_DEPTH);
        assertThat(find(ChatPaths.compiled(), deepest)).isEmpty();
        assertThat(find(ChatPaths.compiled(), "[" + deepest + "]")).isNull();
    }

    @Test
    void readsTheShapesOfOtherApis() {
        var array =
                TextPaths.builder().text(TextKind.ANSWER, "[].generated_text").build();
        assertThat(find(array, "[{\"generated_text\":\"a\"},{\"generated_text\":\"b\"}]"))
                .containsExactly("ANSWER a", "ANSWER b");
        var anthropic = TextPaths.builder()
                .text(TextKind.ANSWER, "delta.text")
                .text(TextKind.REASONING, "delta.thinking")
                .finishReason("delta.stop_reason")
                .build();
        assertThat(find(anthropic, "{\"type\":\"content_block_delta\",\"delta\":{\"thinking\":\"t\"}}"))
                .containsExactly("REASONING t");
    }

    @Test
    void findsErrorsOfAnyShape() {
        var paths = ChatPaths.compiled();
        for (String error : List.of("\"x\"", "{}", "{\"message\":\"x\"}", "1", "true", "[]")) {
            assertThat(find(paths, "{\"error\":" + error + "}")).isEmpty();
            assertThat(finder.hasError()).as(error).isTrue();
        }
        for (String none : List.of("null", "false")) {
            assertThat(find(paths, "{\"error\":" + none + "}")).isEmpty();
            assertThat(finder.hasError()).as(none).isFalse();
        }
    }

    @Test
    void refusesPathsThatMeanNothing() {
        assertThatThrownBy(() -> TextPaths.builder().id("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TextPaths.builder().id("a").text(TextKind.ANSWER, "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }
}
