package io.streamgauge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubDownloadTest {
    private final FakeHub hub = FakeHub.start();

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void fetchesATokenizerIntoPythonsLayout() throws IOException {
        hub.add("org/model", "tokenizer.json", "{json}");
        hub.add("org/model", "tokenizer_config.json", "{config}");

        var file = locator(Map.of()).locate("org/model", "main");

        var folder = home.resolve("hub/models--org--model");
        assertThat(file).isEqualTo(folder.resolve("snapshots/" + FakeHub.COMMIT + "/tokenizer.json"));
        assertThat(file).content().isEqualTo("{json}");
        assertThat(file.resolveSibling("tokenizer_config.json")).content().isEqualTo("{config}");
        assertThat(folder.resolve("refs/main")).content().isEqualTo(FakeHub.COMMIT);
        assertThat(Files.readSymbolicLink(file))
                .isEqualTo(Path.of("../../blobs", FakeHub.sha256("{json}").substring(0, 40)));
        try (var blobs = Files.list(folder.resolve("blobs"))) {
            assertThat(blobs).hasSize(2);
        }
    }

    @Test
    void doesNotAskAgainForWhatIsCached() {
        hub.add("org/model", "tokenizer.json", "{json}");
        var first = locator(Map.of()).locate("org/model", "main");
        hub.requests.clear();

        assertThat(locator(Map.of()).locate("org/model", "main")).isEqualTo(first);
        assertThat(locator(Map.of()).locate("org/model", FakeHub.COMMIT)).isEqualTo(first);
        assertThat(hub.requests).isEmpty();
    }

    @Test
    void followsTheHubToItsContentServerWithoutTheToken() {
        hub.addLarge("org/model", "tokenizer.json", "{large}");

        var file = locator(Map.of("HF_TOKEN", "hf_secret")).locate("org/model", "main");

        assertThat(file).content().isEqualTo("{large}");
        assertThat(file.toAbsolutePath()).isSymbolicLink();
        assertThat(hub.tokens).isNotEmpty().allMatch("Bearer hf_secret"::equals);
        assertThat(hub.contentServerTokens).isEmpty();
    }

    @Test
    void refusesContentThatDoesNotMatchItsHash() throws IOException {
        hub.addLarge("org/model", "tokenizer.json", "{large}");
        hub.corrupt("org/model", "tokenizer.json");

        assertThatThrownBy(() -> locator(Map.of()).locate("org/model", "main"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("does not match its hash");
        try (var blobs = Files.list(home.resolve("hub/models--org--model/blobs"))) {
            assertThat(blobs).isEmpty();
        }
    }

    @Test
    void takesAModelFileWhereThereIsNoTokenizerJson() {
        hub.add("org/model", "tokenizer.model", "pieces");
        hub.add("org/model", "config.json", "{}");

        assertThat(locator(Map.of()).locate("org/model", "v1.0")).hasFileName("tokenizer.model");
    }

    @ParameterizedTest
    @CsvSource({"vocab.json, merges.txt", "vocab.txt, tokenizer_config.json"})
    void takesAVocabularyAndWhatBelongsToItWhereThereIsNothingElse(String vocabulary, String companion) {
        hub.add("org/old", vocabulary, "words");
        hub.add("org/old", companion, "more");
        hub.add("org/old", "config.json", "{}");

        var found = locator(Map.of()).locate("org/old", "main");

        assertThat(found).hasFileName(vocabulary);
        assertThat(found.resolveSibling(companion)).content().isEqualTo("more");
        assertThat(locator(Map.of("HF_HUB_OFFLINE", "1")).locate("org/old", "main"))
                .isEqualTo(found);
    }

    @Test
    void saysWhatItLookedForWhenARepositoryHasNoTokenizer() {
        hub.add("org/model", "config.json", "{}");

        assertThatThrownBy(() -> locator(Map.of()).locate("org/model", "main"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("no tokenizer file")
                .hasMessageContaining("tokenizer.model");
    }

    @Test
    void explainsEachRefusal() {
        hub.refuse("org/missing", 401, "RepoNotFound");
        hub.refuse("org/gated", 403, "GatedRepo");
        hub.refuse("org/old", 404, "RevisionNotFound");

        assertThatThrownBy(() -> locator(Map.of()).locate("org/missing", "main"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("'org/missing' is not on " + hub.address());
        assertThatThrownBy(() -> locator(Map.of()).locate("org/gated", "main"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("accept its licence at " + hub.address() + "/org/gated")
                .hasMessageContaining("HF_TOKEN");
        assertThatThrownBy(() -> locator(Map.of()).locate("org/old", "v9"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("no revision 'v9'");
    }

    @Test
    void triesAgainWhenTheHubIsBusy() {
        hub.add("org/model", "tokenizer.json", "{json}");
        hub.failuresLeft.set(2);

        assertThat(locator(Map.of()).locate("org/model", "main")).content().isEqualTo("{json}");
    }

    @Test
    void givesUpOnAHubThatStaysBusy() {
        hub.failuresLeft.set(1000);

        assertThatThrownBy(() -> locator(Map.of()).locate("org/model", "main"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("HTTP 503")
                .hasMessageContaining("'builtin'");
    }

    @Test
    void saysSoWhenNobodyAnswers() {
        hub.close();

        assertThatThrownBy(() -> locator(Map.of()).locate("org/model", "main"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("cannot fetch tokenizer 'org/model' from " + hub.address());
    }

    @Test
    void concurrentRunsFetchOnce() throws Exception {
        hub.addLarge("org/model", "tokenizer.json", "{large}");
        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls = new ArrayList<Callable<Path>>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> locator(Map.of()).locate("org/model", "main"));
            }
            for (var found : threads.invokeAll(calls)) {
                assertThat(found.get()).content().isEqualTo("{large}");
            }
        }
        assertThat(hub.requests)
                .filteredOn(request -> request.startsWith("cdn"))
                .hasSize(1);
    }

    @Test
    void suggestsCachedNamesForAMistakenOne() {
        hub.add("org/Llama-3.1-8B", "tokenizer.json", "{json}");
        locator(Map.of()).locate("org/Llama-3.1-8B", "main");
        hub.refuse("org/LLama-3-8B", 401, "RepoNotFound");

        assertThatThrownBy(() -> locator(Map.of()).locate("org/LLama-3-8B", "main"))
                .hasMessageContaining("the cache has org/Llama-3.1-8B");
    }

    private TokenizerLocator locator(Map<String, String> more) {
        var env = new HashMap<>(Map.of("HF_HOME", home.toString(), "HF_ENDPOINT", hub.address() + "/"));
        env.putAll(more);
        return new TokenizerLocator(HubSettings.from(env));
    }
}
