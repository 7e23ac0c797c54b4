package io.streamgauge.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.sse.TextFinder;
import io.streamgauge.sse.TextPaths;
import io.streamgauge.sse.UsageField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each API's answers say through its paths, on events in the shape of that API. */
class EndpointAnswersTest {
    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of(
                        "chat",
                        List.of(
                                "{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                                "{\"id\":\"c-1\",\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm\"}}]}",
                                "{\"id\":\"c-1\",\"choices\":[{\"delta\":{\"reasoning\":\"m\",\"content\":\"A\"}}]}",
                                "{\"id\":\"c-1\",\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
                                        + "{\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}",
                                "{\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":4}}"),
                        "REASONING:Hm REASONING:m ANSWER:A TOOL_CALL:{} id=c-1 finish=tool_calls in=7 out=4"),
                Arguments.of(
                        "completions",
                        List.of("{\"id\":\"c-2\",\"choices\":[{\"text\":\"x\",\"finish_reason\":\"length\"}]}"),
                        "ANSWER:x id=c-2 finish=length"),
                Arguments.of(
                        "responses",
                        List.of(
                                "{\"type\":\"response.created\",\"response\":{\"id\":\"r-1\",\"status\":\"in_progress\",\"error\":null,"
                                        + "\"output\":[],\"usage\":null}}",
                                "{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}",
                                "{\"type\":\"response.output_text.done\",\"text\":\"Hi\"}",
                                "{\"type\":\"response.completed\",\"response\":{\"id\":\"r-1\",\"status\":\"completed\",\"output\":"
                                        + "[{\"status\":\"completed\",\"content\":[{\"text\":\"Hi\"}]}],"
                                        + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}"),
                        "ANSWER:Hi id=r-1 finish=completed in=3 out=1"),
                Arguments.of(
                        "messages",
                        List.of(
                                "{\"type\":\"message_start\",\"message\":{\"id\":\"m-1\",\"content\":[],\"usage\":{\"input_tokens\":5}}}",
                                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"T\"}}",
                                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"A\"}}",
                                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}",
                                "{\"type\":\"message_stop\"}"),
                        "REASONING:T ANSWER:A id=m-1 in=5 finish=end_turn out=2"),
                Arguments.of(
                        "generate",
                        List.of("{\"model_name\":\"m\",\"text_output\":\"A\"}", "{\"text_output\":\"B\"}"),
                        "ANSWER:A ANSWER:B"),
                Arguments.of(
                        "huggingface_generate",
                        List.of(
                                "{\"index\":1,\"token\":{\"id\":5,\"text\":\" A\"},\"generated_text\":null,\"details\":null}",
                                "{\"token\":{\"text\":\"B\"},\"generated_text\":\" AB\",\"details\":{\"finish_reason\":\"length\","
                                        + "\"generated_tokens\":2,\"input_length\":6}}"),
                        "ANSWER: A ANSWER:B finish=length in=6 out=2"),
                Arguments.of(
                        "sglang",
                        List.of("{\"text\":\"AB\",\"meta_info\":{\"id\":\"s-1\",\"finish_reason\":{\"type\":\"stop\"},"
                                + "\"prompt_tokens\":3,\"completion_tokens\":2}}"),
                        "ANSWER:AB id=s-1 finish=stop in=3 out=2"),
                Arguments.of(
                        "ollama",
                        List.of(
                                "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"T\"},\"done\":false}",
                                "{\"message\":{\"content\":\"A\"},\"done\":false}",
                                "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":4,"
                                        + "\"eval_count\":2}"),
                        "REASONING:T ANSWER:A finish=stop in=4 out=2"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void readsTheStreamingDialect(String endpoint, List<String> events, String said) {
        assertThat(read(Endpoint.named(endpoint).streamPaths(), events)).isEqualTo(said);
    }

    @Test
    void readsAnswersInOnePiece() {
        assertThat(
                        read(
                                Endpoint.named("chat").wholePaths(),
                                List.of(
                                        "{\"id\":\"c\",\"choices\":[{\"message\":{\"reasoning_content\":\"T\",\"content\":\"A\"},"
                                                + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}")))
                .isEqualTo("REASONING:T ANSWER:A id=c finish=stop in=1 out=2");
        assertThat(read(Endpoint.named("huggingface_generate").wholePaths(), List.of("[{\"generated_text\":\"A\"}]")))
                .isEqualTo("ANSWER:A");
        assertThat(read(
                        Endpoint.named("responses").wholePaths(),
                        List.of(
                                "{\"id\":\"r\",\"status\":\"completed\",\"error\":null,\"output\":[{\"type\":\"message\","
                                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"A\"}]}]}")))
                .isEqualTo("ANSWER:A id=r finish=completed");
        assertThat(read(Endpoint.named("messages").wholePaths(), List.of("{\"content\":[{\"text\":\"A\"}]}")))
                .isEqualTo("ANSWER:A");
    }

    @Test
    void templatesPointerLeadsIntoArrays() {
        var endpoint = Endpoint.template("/", "{\"p\":\"{{prompt}}\"}", "/outputs/0/text");

        assertThat(read(endpoint.streamPaths(), List.of("{\"outputs\":[{\"text\":\"A\"}]}")))
                .isEqualTo("ANSWER:A");
    }

    @Test
    void everyDialectKnowsAnError() {
        for (Endpoint endpoint : Endpoint.all()) {
            for (String error : List.of("{\"error\":\"no\"}", "{\"error\":{\"message\":\"no\"}}")) {
                assertThat(read(endpoint.streamPaths(), List.of(error))).isEqualTo("error=no");
                assertThat(read(endpoint.wholePaths(), List.of(error))).isEqualTo("error=no");
            }
        }
    }

    private static String read(TextPaths paths, List<String> events) {
        var said = new ArrayList<String>();
        var ends = new ArrayList<String>();
        for (String event : events) {
            var bytes = event.getBytes(StandardCharsets.UTF_8);
            var finder = new TextFinder();
            assertThat(finder.find(paths, bytes, 0, bytes.length)).isTrue();
            for (int i = 0; i < finder.texts(); i++) {
                var text = cut(bytes, finder.textFrom(i), finder.textTo(i));
                if (!text.isEmpty()) {
                    said.add(finder.textKind(i) + ":" + text);
                }
            }
            addEnds(finder, bytes, ends);
        }
        said.addAll(ends.stream().distinct().toList());
        return String.join(" ", said);
    }

    private static void addEnds(TextFinder finder, byte[] bytes, List<String> ends) {
        if (finder.hasId()) {
            ends.add("id=" + cut(bytes, finder.idFrom(), finder.idTo()));
        }
        if (finder.hasError()) {
            ends.add("error=" + cut(bytes, finder.messageFrom(), finder.messageTo()));
        }
        if (finder.hasFinishReason()) {
            ends.add("finish=" + cut(bytes, finder.finishReasonFrom(), finder.finishReasonTo()));
        }
        if (finder.hasUsage() && finder.usage(UsageField.PROMPT_TOKENS) >= 0) {
            ends.add("in=" + finder.usage(UsageField.PROMPT_TOKENS));
        }
        if (finder.hasUsage() && finder.usage(UsageField.COMPLETION_TOKENS) >= 0) {
            ends.add("out=" + finder.usage(UsageField.COMPLETION_TOKENS));
        }
    }

    private static String cut(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
