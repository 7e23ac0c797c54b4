package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WireStyleTest {
    private static final String CHAT =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"max_tokens\":4,\"stream\":true%s}";
    private static final String USAGE = ",\"stream_options\":{\"include_usage\":true}";

    /** The captures are what real servers sent; their events must have the same fields in the same order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VLLM  | vllm-chat            | /v1/chat/completions | ,\"stream_options\":{\"include_usage\":true}",
                "VLLM  | vllm-chat-continuous | /v1/chat/completions |"
                        + " ,\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}",
                "VLLM  | vllm-tool            | /v1/chat/completions | ,\"stream_options\":{\"include_usage\":true},"
                        + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}",
                "VLLM  | vllm-completions     | /v1/completions      | ,\"stream_options\":{\"include_usage\":true}",
                "LLAMA | llama-chat           | /v1/chat/completions | ,\"stream_options\":{\"include_usage\":true}",
                "LLAMA | llama-completions    | /v1/completions      | ,\"stream_options\":{\"include_usage\":true}",
            })
    void eventsHaveTheFieldsOfTheRealServer(WireStyle style, String capture, String path, String more)
            throws IOException {
        var real = capture(capture);
        var body = path.endsWith("chat/completions")
                ? CHAT.formatted(more)
                : "{\"prompt\":\"a\",\"max_tokens\":4,\"stream\":true" + more + "}";
        var ours = stream(style, path, body);
        var ends = List.of(ours.get(0), ours.get(1), ours.get(2), ours.get(ours.size() - 2), ours.getLast());
        for (var i = 0; i < real.size(); i++) {
            assertThat(fields(ends.get(i))).as("event %d of %s", i, capture).isEqualTo(fields(real.get(i)));
        }
    }

    @Test
    void trtllmEndsTheRoleEventsLineWithASpace() throws IOException {
        var wire = wire(WireStyle.TRTLLM, CHAT.formatted(""));
        assertThat(wire).contains("\"delta\":{\"role\":\"assistant\"}}]} \n\n").contains("\"reasoning_content\":\"\"}");
        assertThat(wire.split(" \n\n", -1)).hasSize(2);
        assertThat(wire).contains("data: [DONE]\n\n").doesNotContain("\"usage\"");
        assertThat(wire(WireStyle.TRTLLM, CHAT.formatted(",\"stream_options\":{}")))
                .contains("\"usage\"");
    }

    @Test
    void llamaSendsRoleAndFirstTokenInOneChunk() throws IOException {
        var chunks = chunks(wire(WireStyle.LLAMA, CHAT.formatted(USAGE)));
        assertThat(Client.data(chunks.getFirst())).hasSize(2);
        assertThat(Client.data(chunks.get(chunks.size() - 2))).hasSize(2);
        assertThat(chunks.getLast()).isEqualTo("data: [DONE]\n\n");
    }

    @Test
    void transformersNeverSendsDoneAndTellsUsageWithTheFinishReason() throws IOException {
        var wire = wire(WireStyle.TRANSFORMERS, CHAT.formatted(""));
        var last = Client.events(wire).getLast();
        assertThat(wire).doesNotContain("[DONE]").endsWith("\r\n0\r\n\r\n");
        assertThat(last.at("/choices/0/finish_reason").stringValue()).isEqualTo("length");
        assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void sglangSendsItsFinishReasonWithAnEmptyDelta() throws IOException {
        var events = Client.events(wire(WireStyle.SGLANG, CHAT.formatted("")));
        assertThat(events.getLast().at("/choices/0/delta").size()).isZero();
        assertThat(events.getLast().at("/choices/0/finish_reason").stringValue())
                .isEqualTo("length");
    }

    @ParameterizedTest
    @EnumSource
    void everyStyleReasonsFirst(WireStyle style) throws IOException {
        try (var server = server(MockOptions.builder().style(style).reasoningTokens(3));
                var client = new Client(server)) {
            var events = Client.events(
                    client.post("/v1/chat/completions", CHAT.formatted("")).body());
            var reasoning = OpenAiEndpointsTest.content(events, style.reasoningField());
            var content = OpenAiEndpointsTest.content(events, "content");
            assertThat(reasoning.split(" ", -1)).hasSize(4);
            assertThat(content.split(" ", -1)).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"TRTLLM,false,400", "TRANSFORMERS,false,422", "VLLM,true,400", "VLLM,false,200"})
    void strictServersRefuseUnknownFields(WireStyle style, boolean strict, int status) {
        try (var server = server(MockOptions.builder().style(style).strict(strict));
                var client = new Client(server)) {
            var response = client.post("/v1/chat/completions", CHAT.formatted(",\"priority\":1"));
            assertThat(response.statusCode()).isEqualTo(status);
            if (status != 200) {
                assertThat(response.body()).contains("'priority'");
            }
        }
    }

    @Test
    void transformersRefusesEngineKnobsThatOthersTake() {
        try (var server = server(MockOptions.builder().style(WireStyle.TRANSFORMERS));
                var client = new Client(server)) {
            var response = client.post("/v1/chat/completions", CHAT.formatted(",\"ignore_eos\":true"));
            assertThat(Client.json(response).path("detail").stringValue()).contains("'ignore_eos'");
        }
    }

    @Test
    void namesAreReadInAnyCaseAndUnknownOnesListed() {
        assertThat(WireStyle.parse("TrtLLM")).isEqualTo(WireStyle.TRTLLM);
        assertThatThrownBy(() -> WireStyle.parse("tgi"))
                .hasMessageContaining("vllm, llama, trtllm, sglang, transformers");
    }

    private static MockServer server(MockOptions.Builder options) {
        return MockServer.start(options.ttft(new LatencyModel.Fixed(0))
                .itl(new LatencyModel.Fixed(0))
                .build());
    }

    private static List<JsonNode> stream(WireStyle style, String path, String body) {
        try (var server = server(MockOptions.builder().style(style));
                var client = new Client(server)) {
            return Client.events(client.post(path, body).body());
        }
    }

    private static String wire(WireStyle style, String body) throws IOException {
        try (var server = server(MockOptions.builder().style(style));
                var client = new RawClient(server)) {
            client.send(RawClient.request("/v1/chat/completions", body, "connection: close"));
            return client.readAll();
        }
    }

    /** The bodies of the chunks, by the framing of RFC 9112. */
    private static List<String> chunks(String response) {
        var chunks = new ArrayList<String>();
        var at = response.indexOf("\r\n\r\n") + 4;
        while (true) {
            var lineEnd = response.indexOf("\r\n", at);
            var size = Integer.parseInt(response.substring(at, lineEnd), 16);
            if (size == 0) {
                return chunks;
            }
            chunks.add(response.substring(lineEnd + 2, lineEnd + 2 + size));
            assertThat(response.substring(lineEnd + 2 + size, lineEnd + 4 + size))
                    .isEqualTo("\r\n");
            at = lineEnd + 4 + size;
        }
    }

    private static List<JsonNode> capture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(WireStyleTest.class.getResourceAsStream(name + ".jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> JsonMapper.shared().readTree(line))
                    .toList();
        }
    }

    /** The names in order, with those inside; what llama.cpp measures of itself is left out. */
    private static String fields(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().map(WireStyleTest::fields).collect(Collectors.joining(",", "[", "]"));
        }
        return node.isObject()
                ? node.propertyStream()
                        .map(field ->
                                field.getKey() + (field.getKey().equals("timings") ? "" : fields(field.getValue())))
                        .collect(Collectors.joining(",", "{", "}"))
                : "";
    }
}
