package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.record.Phase;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tokenizer with a template of the usual kind; what the template makes is written out by hand here and counted. */
class ChatLengthTest {
    private static final String TEMPLATE =
            "{{ bos_token }}{% for m in messages %}<|{{ m.role }}|>\n{{ m.content | trim }}<|end|>\n{% endfor %}"
                    + "{% if add_generation_prompt %}<|assistant|>\n{% endif %}";

    @TempDir
    private Path directory;

    private Tokenizer tokenizer;

    @BeforeEach
    void load() throws IOException {
        Files.copy(
                Path.of("../bindings/src/test/resources/tokenizers/byte-level.json"),
                directory.resolve("tokenizer.json"));
        Files.writeString(directory.resolve("tokenizer_config.json"), "{\"bos_token\": \"<|begin|>\"}");
        Files.writeString(directory.resolve("chat_template.jinja"), TEMPLATE);
        tokenizer = Tokenizer.load(directory);
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private static String user(String text) {
        return "<|begin|><|user|>\n" + text + "<|end|>\n<|assistant|>\n";
    }

    private static String system(String prefix, String text) {
        return "<|begin|><|system|>\n" + prefix.strip() + "<|end|>\n<|user|>\n" + text + "<|end|>\n<|assistant|>\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 200, 1500})
    void theTemplatesTokensBelongToTheAskedLength(int tokens) {
        var shape = PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(tokens), null));
        for (var phase : Phase.values()) {
            var prompts = new PromptSynthesizer(new ChatLength(tokenizer, false), Corpus.builtIn(), shape)
                    .prompts(3, phase, 30);

            assertThat(prompts).doesNotHaveDuplicates().allSatisfy(prompt -> {
                assertThat(tokenizer.count(user(prompt.text()))).isEqualTo(tokens);
                assertThat(prompt.tokens()).isEqualTo(tokens);
            });
        }
    }

    @Test
    void thePrefixStandsWhereItIsSent() {
        var shape = new PromptShape(LengthMix.of(new Lengths.Normal(120, 20), null), 2, 60);
        var corpus = Corpus.builtIn();
        var joined = new PromptSynthesizer(new ChatLength(tokenizer, false), corpus, shape).prompts(3, 30);
        var apart = new PromptSynthesizer(new ChatLength(tokenizer, true), corpus, shape).prompts(3, 30);

        assertThat(joined)
                .allSatisfy(prompt ->
                        assertThat(tokenizer.count(user(prompt.joined()))).isEqualTo(prompt.tokens()));
        assertThat(apart).allSatisfy(prompt -> {
            var prefix = String.valueOf(prompt.prefix());
            assertThat(tokenizer.count(prefix)).isEqualTo(60);
            assertThat(tokenizer.count(system(prefix, prompt.text()))).isEqualTo(prompt.tokens());
        });
    }

    @Test
    void saysHowLongTheTemplateIsWhenNothingElseFits() {
        var shape = PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(5), null));
        long template = tokenizer.count(user(""));

        assertThatThrownBy(() ->
                        new PromptSynthesizer(new ChatLength(tokenizer, false), Corpus.builtIn(), shape).prompts(3, 1))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("the chat template alone has " + template + " tokens")
                .hasMessageContaining("input of 5");
    }

    @Test
    void givenMessagesAndBodiesAreCountedAsTheyAre() {
        var messages = new Content.Messages("""
                [{"role": "user", "content": [{"type": "text", "text": "One"}, {"type": "image_url"}, {"type": "text", "text": "two"}]},
                 {"role": "assistant", "content": "Three"}, {"role": "user", "content": "Four \\u00e9"}]""");
        var body = new Content.Body("{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}");
        var completion = new Content.Body("{\"model\": \"m\", \"prompt\": \"Hello\"}");
        var prompts = List.of(
                new Prompt("Be brief.", "", 1, Prompt.OUTPUT_UNSET, messages, null),
                new Prompt(null, "", 1, Prompt.OUTPUT_UNSET, body, null),
                new Prompt(null, "", 7, Prompt.OUTPUT_UNSET, completion, null),
                new Prompt(null, "Hi", 1, Prompt.OUTPUT_UNSET, new Content.Media(List.of("data:"), List.of()), null));

        var counted = new ChatLength(tokenizer, false).recounted(prompts);

        assertThat(counted.stream().map(Prompt::tokens))
                .containsExactly(
                        count(system("Be brief.", "One\ntwo")
                                + "Three<|end|>\n"
                                + user("Four é").substring("<|begin|>".length())),
                        count(user("Hello")),
                        7,
                        count(user("Hi")));
    }

    private int count(String text) {
        return Math.toIntExact(tokenizer.count(text));
    }
}
