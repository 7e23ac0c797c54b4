package io.streamgauge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import io.streamgauge.tokenizer.TokenizerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerHubTest {
    private static final Path FIXTURE = Path.of("../bindings/src/test/resources/tokenizers/byte-level.json");

    @TempDir
    private Path home;

    @Test
    void theBuiltInVocabularyIsCl100kBase() {
        var text = "It doesn't need a network: 12345 tokens, \u00fcber \ud83d\ude00!";
        var oracle = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

        try (var tokenizer = hub().load(TokenizerHub.BUILT_IN, "main")) {
            assertThat(tokenizer.encode(text))
                    .isEqualTo(oracle.encodeOrdinary(text).toArray());
        }
    }

    @Test
    void loadsWhatTheHubSends() throws IOException {
        try (var server = FakeHub.start()) {
            server.add("org/model", "tokenizer.json", Files.readString(FIXTURE));
            var hub = TokenizerHub.fromEnvironment(Map.of("HF_HOME", home.toString(), "HF_ENDPOINT", server.address()));
            try (var fetched = hub.load("org/model", "main");
                    var local = hub.load(FIXTURE.toString(), "main")) {
                assertThat(fetched.encode("Some text.")).isEqualTo(local.encode("Some text."));
            }
        }
    }

    @Test
    void keepsWhatItCompiledBesideTheCache() throws IOException {
        hub().load(FIXTURE.toString(), "main").close();
        try (var kept = Files.list(home.resolve("streamgauge"))) {
            assertThat(kept).hasSize(1);
        }
        try (var again = hub().load(FIXTURE.toString(), "main")) {
            assertThat(again.info().reason()).contains("when it was compiled");
        }
    }

    @Test
    void saysWhichFileIsNoTokenizer() throws IOException {
        var file = Files.writeString(home.resolve("tokenizer.json"), "{\"not\": \"one\"}");

        assertThatThrownBy(() -> hub().load(home.toString(), "main").close())
                .isInstanceOf(TokenizerException.class)
                .hasMessageContaining(file.toString());
    }

    private TokenizerHub hub() {
        return TokenizerHub.fromEnvironment(Map.of("HF_HOME", home.toString(), "HF_HUB_OFFLINE", "1"));
    }
}
