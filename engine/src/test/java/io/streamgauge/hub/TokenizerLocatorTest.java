package io.streamgauge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerLocatorTest {
    private static final String COMMIT = "89abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    private Path home;

    @Test
    void takesAFileAsItIs() throws IOException {
        var file = Files.writeString(home.resolve("any.name"), "x");

        assertThat(locate(file.toString())).isEqualTo(file);
    }

    @Test
    void prefersTokenizerJsonInADirectory() throws IOException {
        Files.writeString(home.resolve("tokenizer.json"), "x");
        Files.writeString(home.resolve("tokenizer.model"), "x");

        assertThat(locate(home.toString())).isEqualTo(home.resolve("tokenizer.json"));
    }

    @Test
    void takesTheOneCandidateOfADirectory() throws IOException {
        Files.writeString(home.resolve("o200k_base.tiktoken"), "x");
        Files.writeString(home.resolve("config.json"), "x");

        assertThat(locate(home.toString())).hasFileName("o200k_base.tiktoken");
    }

    @Test
    void refusesToChooseBetweenCandidates() throws IOException {
        Files.writeString(home.resolve("a.model"), "x");
        Files.writeString(home.resolve("b.tiktoken"), "x");

        assertThatThrownBy(() -> locate(home.toString()))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("a.model, b.tiktoken");
    }

    @Test
    void saysWhatADirectoryLacks() {
        assertThatThrownBy(() -> locate(home.toString()))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("expected tokenizer.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./nowhere", "/no/such/dir", "nowhere/tokenizer.json", "a/b/c", "..", "org/..", "a b", ""})
    void saysThatThereIsNothingAtAPath(String path) {
        assertThatThrownBy(() -> locate(path.equals("..") ? "../x/.." : path)).isInstanceOf(HubException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "HF_HUB_CACHE,          hub-cache, hub-cache",
        "HUGGINGFACE_HUB_CACHE, hub-cache, hub-cache",
        "HF_HOME,               hf,        hf/hub",
        "XDG_CACHE_HOME,        xdg,       xdg/huggingface/hub",
        "HOME,                  me,        me/.cache/huggingface/hub",
    })
    void findsACachedNameWhereTheEnvironmentSays(String variable, String value, String cache) throws IOException {
        var repository = home.resolve(cache).resolve("models--org--model");
        var snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
        Files.writeString(snapshot.resolve("tokenizer.json"), "x");
        Files.createDirectories(repository.resolve("refs/refs/pr"));
        Files.writeString(repository.resolve("refs/main"), COMMIT);
        Files.writeString(repository.resolve("refs/refs/pr/1"), COMMIT + "\n");
        var env = Map.of(variable, home.resolve(value).toString(), "HF_HUB_OFFLINE", "1");

        for (String revision : new String[] {"main", "refs/pr/1", COMMIT}) {
            assertThat(new TokenizerLocator(HubSettings.from(env)).locate("org/model", revision))
                    .isEqualTo(snapshot.resolve("tokenizer.json"));
        }
    }

    @Test
    void offlineSaysWhereItLookedAndWhatIsNear() throws IOException {
        Files.createDirectories(home.resolve("hub/models--org--model-7b"));
        Files.createDirectories(home.resolve("hub/models--other--thing"));

        assertThatThrownBy(() -> locate("org/model-8b"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("not in the cache " + home.resolve("hub"))
                .hasMessageContaining("HF_HUB_OFFLINE")
                .hasMessageEndingWith("the cache has org/model-7b");
    }

    @Test
    void refusesARevisionThatLeavesTheCache() {
        assertThatThrownBy(() -> locator().locate("org/model", "a/../../x"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("no revision");
    }

    @Test
    void readsTheTokenFromItsFileUnlessOneIsSet() throws IOException {
        Files.writeString(home.resolve("token"), "hf_file\n");
        var env = new HashMap<>(Map.of("HF_HOME", home.toString()));
        assertThat(HubSettings.from(env).token()).isEqualTo("hf_file");

        env.put("HF_HUB_DISABLE_IMPLICIT_TOKEN", "true");
        assertThat(HubSettings.from(env).token()).isNull();

        env.put("HF_TOKEN", " hf_env ");
        assertThat(HubSettings.from(env).token()).isEqualTo("hf_env");
    }

    @Test
    void refusesAnEndpointThatIsNoAddress() {
        assertThatThrownBy(() -> HubSettings.from(Map.of("HF_ENDPOINT", "mirror")))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("'mirror'");
    }

    private Path locate(String name) {
        return locator().locate(name, "main");
    }

    private TokenizerLocator locator() {
        return new TokenizerLocator(HubSettings.from(Map.of("HF_HOME", home.toString(), "HF_HUB_OFFLINE", "1")));
    }
}
