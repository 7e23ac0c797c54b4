package io.streamgauge.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.endpoint.BodyOptions.PrefixRole;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointBodiesTest {
    private static final Prompt TEXT = new Prompt("P", "t", 2, 9);
    private static final Prompt TEXTS = with(new Content.Texts(List.of("a", "b")));
    private static final Prompt RANKING = with(new Content.Ranking("q", List.of("x", "y")));
    private static final Prompt MEDIA =
            with(new Content.Media(List.of("data:image/png;base64,AA=="), List.of(new Content.Audio("BB==", "wav"))));
    private static final Prompt IMAGE = with(new Content.Media(List.of("data:image/png;base64,AA=="), List.of()));
    private static final Prompt MESSAGES = with(
            new Content.Messages("[{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"assistant\",\"content\":\"v\"}]"));

    static Stream<Arguments> bodies() {
        return Stream.of(
                of(
                        "chat",
                        MESSAGES,
                        true,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"u\"},"
                                + "{\"role\":\"assistant\",\"content\":\"v\"}],\"stream\":true,\"max_tokens\":9}"),
                of("completions", TEXTS, false, "{\"model\":\"m\",\"prompt\":[\"a\",\"b\"],\"max_tokens\":9}"),
                of(
                        "responses",
                        TEXT,
                        true,
                        "{\"model\":\"m\",\"input\":\"P t\",\"stream\":true,\"max_output_tokens\":9}"),
                of(
                        "messages",
                        TEXT,
                        true,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"P t\"}],"
                                + "\"stream\":true,\"max_tokens\":9}"),
                of("embeddings", TEXTS, false, "{\"model\":\"m\",\"input\":[\"a\",\"b\"]}"),
                of("pooling", TEXTS, false, "{\"model\":\"m\",\"input\":[\"a\",\"b\"]}"),
                of(
                        "chat_embeddings",
                        TEXT,
                        false,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"P t\"}]}"),
                of(
                        "image_generation",
                        TEXT,
                        false,
                        "{\"prompt\":\"P t\",\"model\":\"m\",\"response_format\":\"b64_json\",\"n\":1}"),
                of(
                        "image_generation",
                        TEXT,
                        true,
                        "{\"prompt\":\"P t\",\"model\":\"m\",\"response_format\":\"b64_json\",\"n\":1,\"stream\":true}"),
                of(
                        "solido_rag",
                        TEXT,
                        true,
                        "{\"query\":[\"P t\"],\"filters\":{\"family\":\"Solido\",\"tool\":\"SDE\"},"
                                + "\"inference_model\":\"m\",\"max_tokens\":9}"),
                of("embeddings", TEXT, false, "{\"model\":\"m\",\"input\":[\"P t\"]}"),
                of(
                        "rankings",
                        RANKING,
                        false,
                        "{\"query\":{\"text\":\"q\"},\"passages\":[{\"text\":\"x\"},"
                                + "{\"text\":\"y\"}],\"model\":\"m\"}"),
                of("hf_tei_rankings", RANKING, false, "{\"query\":\"q\",\"texts\":[\"x\",\"y\"]}"),
                of("cohere_rankings", RANKING, false, "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"x\",\"y\"]}"),
                of(
                        "image_retrieval",
                        IMAGE,
                        false,
                        "{\"input\":[{\"type\":\"image_url\",\"url\":\"data:image/png;base64,AA==\"}]}"),
                of("nvclip", IMAGE, false, "{\"model\":\"m\",\"input\":[\"t\",\"data:image/png;base64,AA==\"]}"),
                of(
                        "vision",
                        MEDIA,
                        true,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                                + "{\"type\":\"text\",\"text\":\"t\"},"
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}},"
                                + "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"BB==\",\"format\":\"wav\"}}]}],"
                                + "\"stream\":true,\"max_tokens\":9}"),
                of(
                        "multimodal",
                        TEXT,
                        false,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                                + "{\"type\":\"text\",\"text\":\"P t\"}]}],\"max_tokens\":9}"),
                of("generate", TEXT, true, "{\"text_input\":[\"P t\"],\"stream\":true,\"max_tokens\":9}"),
                of(
                        "huggingface_generate",
                        IMAGE,
                        false,
                        "{\"model\":\"m\",\"inputs\":"
                                + "\"![](data:image/png;base64,AA==) t\",\"parameters\":{\"max_new_tokens\":9}}"),
                of(
                        "sglang",
                        TEXT,
                        true,
                        "{\"text\":\"P t\",\"sampling_params\":{\"max_new_tokens\":9},\"stream\":true}"),
                of(
                        "ollama",
                        TEXT,
                        false,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"P t\"}],"
                                + "\"stream\":false,\"options\":{\"num_predict\":9}}"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void hasTheFieldsOfItsApiInOrder(String endpoint, Prompt prompt, boolean streaming, String body) {
        assertThat(body(endpoint, prompt, options(streaming, PrefixRole.USER))).isEqualTo(body);
    }

    @Test
    void prefixOfItsOwnGoesWhereEachApiKeepsTheSystemsWords() {
        var options = options(false, PrefixRole.SYSTEM);

        assertThat(body("responses", TEXT, options)).contains("\"input\":\"t\",\"instructions\":\"P\"");
        assertThat(body("messages", TEXT, options))
                .contains("[{\"role\":\"user\",\"content\":\"t\"}],\"system\":\"P\"");
        assertThat(body("ollama", TEXT, options)).contains("{\"role\":\"system\",\"content\":\"P\"}");
        assertThat(body("multimodal", TEXT, options)).contains("{\"role\":\"system\",\"content\":\"P\"}");
    }

    @Test
    void usersRankingsFieldChoosesTheShapeAndIsNotSent() {
        var options = options(false, PrefixRole.USER, "rankings:tei", "truncate:true");

        assertThat(body("rankings", RANKING, options))
                .isEqualTo("{\"query\":\"q\",\"texts\":[\"x\",\"y\"],\"truncate\":true}");
    }

    @Test
    void textGenerationInferenceMergesParameters() {
        var options =
                options(false, PrefixRole.USER, "{\"parameters\":{\"do_sample\":true}}", "max_new_tokens:4", "a:1");

        assertThat(body("huggingface_generate", TEXT, options))
                .isEqualTo(
                        "{\"model\":\"m\",\"inputs\":\"P t\",\"parameters\":{\"max_new_tokens\":4,\"do_sample\":true},"
                                + "\"a\":1}");
    }

    @Test
    void wholeBodyIsSentAsItIsButForWhatItLacks() {
        var given = with(new Content.Body("{\"model\":\"own\",\"messages\":[],\"stream\":false,\"x\":1}"));
        var bare = with(new Content.Body("{\"prompt\":\"p\"}"));

        assertThat(body("chat", given, options(true, PrefixRole.USER)))
                .isEqualTo("{\"model\":\"own\",\"messages\":[],\"stream\":false,\"x\":1}");
        assertThat(body("completions", bare, options(true, PrefixRole.USER)))
                .isEqualTo("{\"prompt\":\"p\",\"model\":\"m\",\"stream\":true}");
    }

    @Test
    void aSoundIsUploadedInAForm() {
        var endpoint = Endpoint.named("audio_transcription");
        var sound = new Prompt(
                null,
                "Kites, \u00fc",
                1,
                9,
                new Content.Media(List.of(), List.of(new Content.Audio("AP8NCg==", "wav"))),
                "{\"temperature\":0.5,\"none\":null}");

        byte[] form = endpoint.body(sound, options(true, PrefixRole.USER, "language:en"));

        String boundary = endpoint.headers().getOrDefault("Content-Type", "").replaceFirst(".*boundary=", "");
        assertThat(new String(form, StandardCharsets.ISO_8859_1))
                .startsWith("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"audio.wav\"\r\n"
                        + "Content-Type: audio/wav\r\n\r\n\0\u00ff\r\n\r\n--" + boundary + "\r\n")
                .contains("name=\"model\"\r\n\r\nm\r\n--")
                .endsWith("\r\n--" + boundary + "--\r\n");
        assertThat(new String(endpoint.shown(form), StandardCharsets.UTF_8))
                .isEqualTo("{\"file\":{\"bytes\":4},\"model\":\"m\",\"prompt\":\"Kites, \u00fc\",\"stream\":\"true\","
                        + "\"max_completion_tokens\":\"9\",\"language\":\"en\",\"temperature\":\"0.5\"}");
        assertThat(endpoint.body(sound, options(true, PrefixRole.USER, "language:en")))
                .isEqualTo(form);
    }

    @Test
    void fieldsOfARequestComeLastAndWin() {
        var prompt = new Prompt(null, "t", 1, 9, new Content.Plain(), "{\"priority\":3,\"max_tokens\":1}");

        assertThat(body("chat", prompt, options(false, PrefixRole.USER, "priority:1")))
                .endsWith("\"max_tokens\":1,\"priority\":3}");
    }

    @Test
    void templateMayBeJinjaWithoutStatements() {
        var template =
                "{\"q\": {{ query|tojson }}, \"p\": {{passages | tojson}}, \"in \\\"{{model}}\\\"\": \"{{ model }}!\","
                        + " \"n\": {{ max_tokens }}, \"s\":[{{stream}}], \"i\": {{ images|tojson }}}";
        var endpoint = Endpoint.template("/x", template, "data[0].text");

        assertThat(new String(endpoint.body(RANKING, options(false, PrefixRole.USER)), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"q\":\"q\",\"p\":[\"x\",\"y\"],\"in \\\"{{model}}\\\"\":\"m!\",\"n\":9,\"s\":[false],\"i\":[]}");
        assertThat(new String(endpoint.body(IMAGE, options(false, PrefixRole.USER)), StandardCharsets.UTF_8))
                .contains("\"i\":[\"data:image/png;base64,AA==\"]", "\"q\":null");
        assertThatThrownBy(() -> Endpoint.template("/", "{% for t in texts %}{{t}}{% endfor %}", null))
                .hasMessageContaining("statements or comments of Jinja");
        assertThatThrownBy(() -> Endpoint.template("/", "{\"a\":\"{{prompt}}\",\"b\":{{turn}}}", null))
                .hasMessageContaining("{{turn}}, which nothing fills");
    }

    @Test
    void templateIsFilledWithoutLettingTextOut() {
        var template = "{\"q\":\"Say: {{prompt}}\",\"all\":\"{{ texts }}\",\"n\":\"{{max_tokens}}\","
                + "\"deep\":[{\"m\":\"{{model}}\",\"s\":\"{{stream}}\"}],\"k\":1.5}";
        var endpoint = Endpoint.template("/x", template, "/out/0/text");
        var prompt = new Prompt(null, "\"}$1\\ {{model}}", 3, 9);

        assertThat(new String(endpoint.body(prompt, options(true, PrefixRole.USER)), StandardCharsets.UTF_8))
                .isEqualTo("{\"q\":\"Say: \\\"}$1\\\\ {{model}}\",\"all\":[\"\\\"}$1\\\\ {{model}}\"],\"n\":9,"
                        + "\"deep\":[{\"m\":\"m\",\"s\":true}],\"k\":1.5}");
        assertThat(endpoint.path(options(true, PrefixRole.USER))).isEqualTo("/x");
    }

    @Test
    void refusesWhatAnApiCannotDo() {
        assertRefused("embeddings", TEXT, options(true, PrefixRole.USER), "cannot stream");
        assertRefused("rankings", TEXT, options(false, PrefixRole.USER), "queries and passages");
        assertRefused("image_retrieval", TEXT, options(false, PrefixRole.USER), "needs images");
        assertRefused("audio_transcription", IMAGE, options(false, PrefixRole.USER), "needs one sound");
        assertRefused("audio_transcription", MEDIA, options(false, PrefixRole.USER), "cannot carry images");
        assertRefused("completions", MESSAGES, options(false, PrefixRole.USER), "cannot carry messages");
        assertRefused("messages", new Prompt(null, "t", 1), options(false, PrefixRole.USER), "--output-tokens-mean");
        assertRefused("chat", with(new Content.Messages("{}")), options(false, PrefixRole.USER), "not a JSON array");
        assertThatThrownBy(() -> Endpoint.template("/", "{\"a\":1}", "/x")).hasMessageContaining("no {{prompt}}");
        assertThatThrownBy(() -> Endpoint.template("/", "{\"a\":\"{{prompt}}\"}", "x y"))
                .hasMessageContaining("no JSON pointer");
    }

    @Test
    void everyEndpointHasItsNamePathAndFields() {
        for (Endpoint endpoint : Endpoint.all()) {
            assertThat(Endpoint.named(endpoint.name())).isEqualTo(endpoint);
            assertThat(endpoint.path(options(false, PrefixRole.USER))).startsWith("/");
            assertThat(endpoint.streamPaths()).isNotNull();
            assertThat(endpoint.wholePaths()).isNotNull();
        }
        assertThat(Endpoint.all()).extracting(Endpoint::name).doesNotHaveDuplicates();
        assertThat(Endpoint.named("generate").path(options(true, PrefixRole.USER)))
                .isEqualTo("/v2/models/m/generate_stream");
    }

    private static void assertRefused(String endpoint, Prompt prompt, BodyOptions options, String because) {
        assertThatThrownBy(() -> Endpoint.named(endpoint).body(prompt, options))
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining(because);
    }

    private static Arguments of(String endpoint, Prompt prompt, boolean streaming, String body) {
        return Arguments.of(endpoint, prompt, streaming, body);
    }

    private static Prompt with(Content content) {
        return new Prompt(null, "t", 1, 9, content, null);
    }

    private static BodyOptions options(boolean streaming, PrefixRole role, String... extras) {
        return new BodyOptions("m", streaming, false, 0, false, role, ExtraInputs.parse(List.of(extras)));
    }

    private static String body(String endpoint, Prompt prompt, BodyOptions options) {
        return new String(Endpoint.named(endpoint).body(prompt, options), StandardCharsets.UTF_8);
    }
}
