package io.streamgauge.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTest {
    private static final List<Message> MESSAGES =
            List.of(new Message("system", "Be \"brief\".\n\t\u0001\\"), new Message("user", "Hi \ud83d\ude00"));

    @TempDir
    Path directory;

    @BeforeEach
    void copyTokenizer() throws IOException {
        Files.copy(Fixtures.path(Fixtures.BYTE_LEVEL), directory.resolve("tokenizer.json"));
    }

    @Test
    void rendersWhatTheTemplateSays() throws IOException {
        Files.writeString(
                directory.resolve("chat_template.jinja"),
                "{% for m in messages %}<|user|>{{ m.role }}={{ m.content }}<|end|>{% endfor %}"
                        + "{% if add_generation_prompt %}<|assistant|>{% endif %}");
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            String rendered = "<|user|>system=Be \"brief\".\n\t\u0001\\<|end|><|user|>user=Hi \ud83d\ude00<|end|>";
            assertThat(tokenizer.renderChat(MESSAGES, false)).isEqualTo(rendered);
            assertThat(tokenizer.renderChat(MESSAGES, true)).isEqualTo(rendered + "<|assistant|>");
            assertThat(tokenizer.countChat(MESSAGES, true)).isEqualTo(tokenizer.count(rendered) + 1);
            assertThat(tokenizer.renderChat(List.of(new Message("user", "x".repeat(10_000))), false))
                    .hasSizeGreaterThan(10_000);
        }
    }

    @Test
    void saysWhyATemplateRefuses() throws IOException {
        Files.writeString(directory.resolve("chat_template.jinja"), "{{ raise_exception('no system role') }}");
        try (Tokenizer tokenizer = Tokenizer.load(directory);
                Tokenizer without = Fixtures.tokenizer(Fixtures.BYTE_LEVEL)) {
            assertThatExceptionOfType(TokenizerException.class)
                    .isThrownBy(() -> tokenizer.renderChat(MESSAGES, true))
                    .withMessageContaining("no system role");
            assertThatExceptionOfType(TokenizerException.class)
                    .isThrownBy(() -> without.renderChat(MESSAGES, true))
                    .withMessageContaining("no chat template");
        }
    }
}
