package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OtherEndpointsTest {
    private static final Encoding ENCODING =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    private static final int TOKENS = 7;
    private static MockServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = MockServer.start(quick().build());
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    /** Path, body, where an event's text is, where the last event that has one tells the number of tokens. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/responses | {\"input\":\"a\",\"max_output_tokens\":7,\"stream\":true} | /delta | /response/usage/output_tokens",
                "/v1/messages | {\"messages\":[{\"content\":\"a\"}],\"max_tokens\":7,\"stream\":true} | /delta/text | /usage/output_tokens",
                "/v2/models/org/name/generate_stream | {\"text_input\":[\"a\"],\"max_tokens\":7} | /text_output | ''",
                "/v2/models/name/generate | {\"text_input\":\"a\",\"max_tokens\":7,\"stream\":true} | /text_output | ''",
                "/ | {\"inputs\":\"a\",\"parameters\":{\"max_new_tokens\":7},\"stream\":true} | /token/text | /details/generated_tokens",
                "/generate_stream | {\"inputs\":\"a\",\"parameters\":{\"max_new_tokens\":7}} | /token/text | /details/generated_tokens",
                "/generate | {\"inputs\":\"a\",\"parameters\":{\"max_new_tokens\":7},\"stream\":true} | /token/text | /index",
            })
    void streamsAsManyTokensAsAsked(String path, String body, String textAt, String countAt) {
        var events = Client.events(client.post(path, body).body());
        assertThat(ENCODING.countTokensOrdinary(text(events, textAt))).isEqualTo(TOKENS);
        if (!countAt.isEmpty()) {
            assertThat(last(events, countAt).asInt()).isEqualTo(TOKENS);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/responses | {\"input\":\"a\",\"max_output_tokens\":7} | /output/0/content/0/text | /usage/output_tokens",
                "/v1/messages | {\"messages\":[{\"content\":\"a\"}],\"max_tokens\":7} | /content/0/text | /usage/output_tokens",
                "/v2/models/name/generate | {\"text_input\":\"a\",\"max_tokens\":7} | /text_output | ''",
                "/ | {\"inputs\":\"a\",\"parameters\":{\"max_new_tokens\":7}} | /0/generated_text | /0/details/generated_tokens",
                "/generate | {\"inputs\":\"a\",\"parameters\":{\"max_new_tokens\":7}} | /generated_text | /details/generated_tokens",
                "/generate | {\"text\":\"a\",\"sampling_params\":{\"max_new_tokens\":7}} | /text | /meta_info/completion_tokens",
                "/api/chat | {\"messages\":[{\"content\":\"a\"}],\"options\":{\"num_predict\":7},\"stream\":false} | /message/content | /eval_count",
            })
    void answersWholeWithAsManyTokensAsAsked(String path, String body, String textAt, String countAt) {
        var answer = Client.json(client.post(path, body));
        assertThat(ENCODING.countTokensOrdinary(answer.at(textAt).stringValue()))
                .isEqualTo(TOKENS);
        if (!countAt.isEmpty()) {
            assertThat(answer.at(countAt).asInt()).isEqualTo(TOKENS);
        }
    }

    @Test
    void responsesNumbersAndNamesItsEvents() {
        var body = client.post(
                        "/v1/responses", "{\"input\":[{\"role\":\"user\",\"content\":\"abcd\"}],\"stream\":true}")
                .body();
        var events = Client.events(body);
        var names = body.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
        assertThat(names).startsWith("response.created", "response.in_progress", "response.output_item.added");
        assertThat(names).endsWith("response.output_item.done", "response.completed");
        assertThat(events.stream().map(event -> event.path("type").stringValue()))
                .containsExactlyElementsOf(names);
        assertThat(events.stream().map(event -> event.path("sequence_number").asInt()))
                .containsExactlyElementsOf(
                        IntStream.range(0, events.size()).boxed().toList());
        assertThat(events.getLast().at("/response/output/0/content/0/text").stringValue())
                .isEqualTo(text(events, "/delta"));
        assertThat(events.getLast().at("/response/usage/input_tokens").asInt()).isEqualTo(1);
    }

    @Test
    void transcriptionsNeedAFormWithASound() {
        assertThat(client.post("/v1/audio/transcriptions", "{}").statusCode()).isEqualTo(415);
        String noSound = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b--\r\n";
        assertThat(form(noSound).statusCode()).isEqualTo(400);
        String sound = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF\r\n";
        assertThat(Client.json(form(sound + noSound)).path("text").asString()).isNotEmpty();
    }

    private static HttpResponse<String> form(String body) {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/audio/transcriptions"))
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void generatesAsManyImagesAsAsked() {
        var answer = Client.json(client.post("/v1/images/generations", "{\"prompt\":\"a\",\"n\":2}"));
        assertThat(answer.path("data").size()).isEqualTo(2);
        assertThat(answer.at("/data/0/b64_json").asString())
                .isNotEmpty()
                .isNotEqualTo(answer.at("/data/1/b64_json").asString());
        assertThat(client.post("/v1/images/generations", "{\"prompt\":\"a\",\"n\":0}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Client.json(client.post("/pooling", "{\"input\":[\"a\",\"b\"]}"))
                        .at("/data/1/object")
                        .asString())
                .isEqualTo("pooling");
    }

    @Test
    void messagesOpensAndClosesItsBlocks() {
        try (var thinker = MockServer.start(quick().reasoningTokens(2).build());
                var asker = new Client(thinker)) {
            var events = Client.events(
                    asker.post("/v1/messages", "{\"messages\":[{\"content\":\"a\"}],\"max_tokens\":4,\"stream\":true}")
                            .body());
            assertThat(events.stream()
                            .map(event -> event.path("type").stringValue()
                                    + event.path("index").asString("")))
                    .containsExactly(
                            "message_start",
                            "content_block_start0",
                            "ping",
                            "content_block_delta0",
                            "content_block_delta0",
                            "content_block_stop0",
                            "content_block_start1",
                            "content_block_delta1",
                            "content_block_delta1",
                            "content_block_stop1",
                            "message_delta",
                            "message_stop");
            assertThat(ENCODING.countTokensOrdinary(text(events, "/delta/thinking")))
                    .isEqualTo(2);
            assertThat(last(events, "/delta/stop_reason").stringValue()).isEqualTo("max_tokens");
        }
    }

    @Test
    void messagesNeedsALimit() {
        var response = client.post("/v1/messages", "{\"messages\":[{\"content\":\"a\"}]}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Client.json(response).at("/error/param").stringValue()).isEqualTo("max_tokens");
    }

    @Test
    void sglangRepeatsTheTextInEachEvent() {
        var events = Client.events(
                client.post("/generate", "{\"text\":\"a\",\"sampling_params\":{\"max_new_tokens\":5},\"stream\":true}")
                        .body());
        for (var i = 1; i < events.size(); i++) {
            assertThat(events.get(i).path("text").stringValue())
                    .startsWith(events.get(i - 1).path("text").stringValue());
        }
        assertThat(ENCODING.countTokensOrdinary(events.getLast().path("text").stringValue()))
                .isEqualTo(5);
        assertThat(events.getLast().at("/meta_info/finish_reason/type").stringValue())
                .isEqualTo("length");
    }

    @Test
    void ollamaStreamsLinesUnlessToldNotTo() {
        var lines = client.post("/api/chat", "{\"messages\":[{\"content\":\"a\"}],\"options\":{\"num_predict\":7}}")
                .body()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines).hasSize(TOKENS + 1);
        assertThat(ENCODING.countTokensOrdinary(text(lines, "/message/content")))
                .isEqualTo(TOKENS);
        assertThat(lines.getLast().path("done").asBoolean()).isTrue();
        assertThat(lines.getLast().path("eval_count").asInt()).isEqualTo(TOKENS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":\"a\"} | 1 | 64",
                "{\"input\":[\"a\",\"b\",\"data:image/png;base64,AAAA\"],\"dimensions\":8} | 3 | 8",
                "{\"input\":[1,2,3]} | 1 | 64"
            })
    void embedsEachInput(String body, int count, int dimensions) {
        var answer = Client.json(client.post("/v1/embeddings", body));
        assertThat(answer.path("data").size()).isEqualTo(count);
        assertThat(answer.at("/data/" + (count - 1) + "/embedding").size()).isEqualTo(dimensions);
        assertThat(answer.at("/usage/total_tokens").asInt()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/ranking | {\"query\":{\"text\":\"q\"},\"passages\":[{\"text\":\"a\"},{\"text\":\"b\"}]} | /rankings | logit",
                "/rerank | {\"query\":\"q\",\"texts\":[\"a\",\"b\"]} | '' | score",
                "/v2/rerank | {\"query\":\"q\",\"documents\":[\"a\",\"b\"]} | /results | relevance_score"
            })
    void ranksEachPassage(String path, String body, String listAt, String score) {
        var list = Client.json(client.post(path, body)).at(listAt);
        assertThat(list.size()).isEqualTo(2);
        assertThat(list.get(0).path(score).asDouble())
                .isGreaterThan(list.get(1).path(score).asDouble());
    }

    @Test
    void findsABoxInEachImage() {
        var answer = Client.json(client.post(
                "/v1/infer",
                "{\"input\":[{\"type\":\"image_url\",\"url\":\"data:image/png;base64,AAAA\"},{\"url\":\"b\"}]}"));
        assertThat(answer.path("data").size()).isEqualTo(2);
        assertThat(answer.at("/data/1/bounding_boxes/table/0/confidence").asDouble())
                .isPositive();
    }

    private static MockOptions.Builder quick() {
        return MockOptions.builder().ttft(new LatencyModel.Fixed(0)).itl(new LatencyModel.Fixed(1_000));
    }

    private static String text(List<JsonNode> events, String pointer) {
        return events.stream().map(event -> event.at(pointer).asString("")).collect(Collectors.joining());
    }

    private static JsonNode last(List<JsonNode> events, String pointer) {
        return events.stream()
                .map(event -> event.at(pointer))
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
