package io.streamgauge.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiBodiesTest {
    private static final Prompt PROMPT = new Prompt("Be brief.", "Who goes there?", 8, 50);

    @Test
    void chatBodyIsGenAiPerfsByteForByte() {
        var streaming = new BodyOptions("m/x", true, false, 0, false, BodyOptions.PrefixRole.USER, ExtraInputs.NONE);
        var whole = new BodyOptions("m/x", false, true, 0, false, BodyOptions.PrefixRole.USER, ExtraInputs.NONE);

        assertThat(body("chat", PROMPT, streaming))
                .isEqualTo("{\"model\":\"m/x\",\"messages\":[{\"role\":\"user\",\"content\":"
                        + "\"Be brief. Who goes there?\"}],\"stream\":true,\"max_tokens\":50}");
        assertThat(body("chat", new Prompt(null, "Hi", 1), whole))
                .isEqualTo("{\"model\":\"m/x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    @Test
    void completionsBodyCarriesAListOfOnePrompt() {
        assertThat(body("completions", PROMPT, BodyOptions.streaming("m")))
                .isEqualTo("{\"model\":\"m\",\"prompt\":[\"Be brief. Who goes there?\"],\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true},\"max_tokens\":50}");
    }

    @Test
    void systemRoleGivesThePrefixItsOwnMessage() {
        var options = new BodyOptions("m", false, false, 0, false, BodyOptions.PrefixRole.SYSTEM, ExtraInputs.NONE);

        assertThat(body("chat", PROMPT, options))
                .contains("[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Who goes there?\"}]");
        assertThat(body("chat", new Prompt(null, "Hi", 1), options))
                .contains("[{\"role\":\"user\",\"content\":\"Hi\"}]");
        assertThat(body("completions", PROMPT, options)).contains("[\"Be brief. Who goes there?\"]");
    }

    @Test
    void pinsTheOutputLengthOnlyWhenAsked() {
        var options = new BodyOptions("m", false, false, 50, true, BodyOptions.PrefixRole.USER, ExtraInputs.NONE);

        assertThat(body("chat", PROMPT, options)).endsWith(",\"max_tokens\":50,\"min_tokens\":50,\"ignore_eos\":true}");
    }

    @Test
    void usersFieldsComeLastAndReplaceOursInPlace() {
        var extras = ExtraInputs.parse(List.of("temperature:0.5", "max_tokens:7", "{\"nvext\":{\"ignore_eos\":true}}"));
        var options = new BodyOptions("m", false, false, 0, false, BodyOptions.PrefixRole.USER, extras);

        assertThat(body("chat", PROMPT, options))
                .endsWith("],\"max_tokens\":7,\"temperature\":0.5,\"nvext\":{\"ignore_eos\":true}}");
    }

    @Test
    void escapesWhatJsonCannotHold() {
        var prompt = new Prompt(null, "a\"b\\c\nd\u0001 \u00e9 \ud83d\ude00", 9);

        assertThat(body("chat", prompt, BodyOptions.streaming("m")))
                .contains("\"a\\\"b\\\\c\\nd\\u0001 \u00e9 \ud83d\ude00\"");
    }

    @Test
    void pathsAreOpenAis() {
        var options = BodyOptions.streaming("m");

        assertThat(Endpoint.named("chat").path(options)).isEqualTo("/v1/chat/completions");
        assertThat(Endpoint.named("completions").path(options)).isEqualTo("/v1/completions");
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> Endpoint.named("chatt"))
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("'chatt'")
                .hasMessageContaining("chat, completions");
    }

    private static String body(String endpoint, Prompt prompt, BodyOptions options) {
        return new String(Endpoint.named(endpoint).body(prompt, options), StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerCanBeMadeAsLongAsItIsAskedToBe() {
        var options = new BodyOptions(
                "m", false, false, BodyOptions.AS_MANY_AS_ASKED, false, BodyOptions.PrefixRole.USER, ExtraInputs.NONE);

        for (var name : List.of("chat", "completions", "generate")) {
            var body = Endpoint.named(name).fields(new Prompt(null, "t", 1, 7), options);
            assertThat(body.path("min_tokens").asInt()).as(name).isEqualTo(7);
        }
        assertThat(Endpoint.named("chat")
                        .fields(new Prompt(null, "t", 1, Prompt.OUTPUT_UNSET), options)
                        .has("min_tokens"))
                .isFalse();
    }
}
