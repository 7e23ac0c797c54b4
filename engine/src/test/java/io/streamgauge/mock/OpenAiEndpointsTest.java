package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OpenAiEndpointsTest {
    private static final Encoding ENCODING =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    private static MockServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = MockServer.start(MockOptions.builder()
                .ttft(new LatencyModel.Fixed(1_000_000))
                .itl(new LatencyModel.Fixed(100_000))
                .models(List.of("tiny"))
                .build());
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void chatStreamsAsManyTokensAsAsked() {
        var response = client.post("/v1/chat/completions", """
                {"model":"tiny","messages":[{"role":"user","content":"Count the waves."}],"max_tokens":50,"stream":true,
                 "stream_options":{"include_usage":true}}""");
        var events = Client.events(response.body());
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(ENCODING.countTokensOrdinary(content(events, "content"))).isEqualTo(50);
        assertThat(events.getFirst().at("/choices/0/delta/role").stringValue()).isEqualTo("assistant");
        assertThat(events.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(50);
        assertThat(events.get(events.size() - 2).at("/choices/0/finish_reason").stringValue())
                .isEqualTo("length");
        assertThat(Client.data(response.body())).endsWith("[DONE]");
    }

    @Test
    void completionsStreamAsManyTokensAsAsked() {
        var response = client.post(
                "/v1/completions", "{\"model\":\"tiny\",\"prompt\":\"Once\",\"max_tokens\":33,\"stream\":true}");
        var events = Client.events(response.body());
        var text = events.stream()
                .map(event -> event.at("/choices/0/text").stringValue())
                .collect(Collectors.joining());
        assertThat(events).hasSize(33).allMatch(event -> event.path("usage").isMissingNode());
        assertThat(ENCODING.countTokensOrdinary(text)).isEqualTo(33);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions,'\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]',/choices/1/message/content",
        "/v1/completions,'\"prompt\":\"a\"',/choices/1/text"
    })
    void answersWholeWithSeveralChoices(String path, String prompt, String textAt) {
        var body = Client.json(
                client.post(path, "{\"model\":\"tiny\"," + prompt + ",\"n\":2,\"max_completion_tokens\":12}"));
        assertThat(ENCODING.countTokensOrdinary(body.at(textAt).stringValue())).isEqualTo(12);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(24);
        assertThat(body.at("/choices/1/finish_reason").stringValue()).isEqualTo("length");
    }

    @Test
    void streamsChoicesSideBySide() {
        var response = client.post("/v1/chat/completions", """
                {"messages":[{"role":"user","content":"a"}],"n":3,"max_tokens":5,"stream":true}""");
        var events = Client.events(response.body());
        for (var index = 0; index < 3; index++) {
            var choice = index;
            var own = events.stream()
                    .filter(event -> event.at("/choices/0/index").asInt() == choice)
                    .toList();
            assertThat(ENCODING.countTokensOrdinary(content(own, "content"))).isEqualTo(5);
            assertThat(own.getLast().at("/choices/0/finish_reason").stringValue())
                    .isEqualTo("length");
        }
    }

    @Test
    void tellsUsageOnEachEventWhereAsked() {
        var response = client.post("/v1/chat/completions", """
                {"messages":[{"role":"user","content":"12345678"}],"max_tokens":4,"stream":true,
                 "stream_options":{"include_usage":true,"continuous_usage_stats":true}}""");
        var events = Client.events(response.body());
        assertThat(events.stream()
                        .map(event -> event.at("/usage/completion_tokens").asInt()))
                .containsExactly(0, 1, 2, 3, 4, 4);
        assertThat(events.stream().map(event -> event.at("/usage/total_tokens").asInt()))
                .containsExactly(2, 3, 4, 5, 6, 6);
    }

    @Test
    void streamsTheArgumentsOfANamedTool() {
        var response = client.post("/v1/chat/completions", """
                {"messages":[{"role":"user","content":"a"}],"max_tokens":6,"stream":true,
                 "tools":[{"type":"function","function":{"name":"weather"}}],
                 "tool_choice":{"type":"function","function":{"name":"weather"}}}""");
        var events = Client.events(response.body());
        var arguments = events.stream()
                .map(event -> event.at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asString(""))
                .collect(Collectors.joining());
        assertThat(events)
                .anyMatch(event -> event.at("/choices/0/delta/tool_calls/0/function/name")
                        .asString("")
                        .equals("weather"));
        assertThat(ENCODING.countTokensOrdinary(arguments)).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | {\"model\":\"other\",\"messages\":[{\"content\":\"a\"}]} | 404 | model",
                "/v1/chat/completions | {\"messages\":[] | 400 | null",
                "/v1/chat/completions | [1] | 400 | null",
                "/v1/chat/completions | {\"model\":\"tiny\"} | 400 | messages",
                "/v1/chat/completions | {\"messages\":[{\"content\":\"a\"}],\"max_tokens\":0} | 400 | max_tokens",
                "/v1/chat/completions | {\"messages\":[{\"content\":\"a\"}],\"max_tokens\":1.5} | 400 | max_tokens",
                "/v1/chat/completions | {\"messages\":[{\"content\":\"a\"}],\"stream_options\":{}} | 400 | stream_options",
                "/v1/completions | {\"prompt\":\"a\",\"n\":0} | 400 | n",
                "/v1/completions | {} | 400 | prompt",
                "/nowhere | {} | 404 | null",
                "/v1/models | {} | 405 | null"
            })
    void refusesWithAnErrorObject(String path, String body, int status, String parameter) {
        var response = client.post(path, body);
        var error = Client.json(response).path("error");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.path("message").stringValue()).isNotBlank();
        assertThat(error.path("code").asInt()).isEqualTo(status);
        assertThat(error.path("param").isNull() ? "null" : error.path("param").stringValue())
                .isEqualTo(parameter);
    }

    @Test
    void anUnknownModelIsToldWhichExist() {
        var response = client.post("/v1/completions", "{\"model\":\"other\",\"prompt\":\"a\"}");
        assertThat(Client.json(response).at("/error/message").stringValue())
                .contains("`other`")
                .contains("tiny");
    }

    @Test
    void servesModelsHealthAndVersion() {
        assertThat(Client.json(client.get("/v1/models")).at("/data/0/id").stringValue())
                .isEqualTo("tiny");
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
        assertThat(Client.json(client.get("/version")).path("version").stringValue())
                .isNotBlank();
    }

    @Test
    void twoRequestsGetDifferentTextsAndIds() {
        var request = "{\"prompt\":\"a\",\"max_tokens\":20}";
        var one = Client.json(client.post("/v1/completions", request));
        var other = Client.json(client.post("/v1/completions", request));
        assertThat(one.path("id").stringValue()).isNotEqualTo(other.path("id").stringValue());
        assertThat(one.at("/choices/0/text").stringValue())
                .isNotEqualTo(other.at("/choices/0/text").stringValue());
    }

    static String content(List<JsonNode> events, String field) {
        return events.stream()
                .map(event -> event.at("/choices/0/delta/" + field).asString(""))
                .collect(Collectors.joining());
    }
}
