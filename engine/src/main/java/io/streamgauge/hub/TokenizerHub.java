package io.streamgauge.hub;

import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Finds and loads tokenizers by name or path. Any thread.
 *
 * <pre>{@code
 * try (Tokenizer tokenizer = TokenizerHub.fromEnvironment(System.getenv()).load("org/model", "main")) { … }
 * }</pre>
 */
public final class TokenizerHub {
    /** The name of the vocabulary that comes with the program and needs no network. */
    public static final String BUILT_IN = "builtin";

    private static final String BUILT_IN_ENCODING = "cl100k_base";

    private final TokenizerLocator locator;
    private final Path compiled;

    private TokenizerHub(HubSettings settings) {
        locator = new TokenizerLocator(settings);
        compiled = settings.compiled();
    }

    /**
     * A hub with the places and rights that the environment gives, by huggingface_hub's variables: {@code HF_HOME},
     * {@code HF_HUB_CACHE}, {@code HF_HUB_OFFLINE}, {@code HF_ENDPOINT}, {@code HF_TOKEN} and their kin.
     *
     * @throws HubException when a variable makes no sense
     */
    public static TokenizerHub fromEnvironment(Map<String, String> env) {
        return new TokenizerHub(HubSettings.from(env));
    }

    /**
     * Loads a tokenizer: {@link #BUILT_IN}, a file, a directory, or a Hugging Face name, which is looked up in the local
     * cache and fetched when it is not there. What can be compiled is kept so, in a folder beside that cache, and read from
     * there the next time.
     *
     * @param revision branch, tag or commit of a Hugging Face name; {@code main} where the user has no wish
     * @throws HubException when nothing is found, or it cannot be fetched
     * @throws io.streamgauge.tokenizer.TokenizerException when what is found is no tokenizer
     */
    public Tokenizer load(String nameOrPath, String revision) {
        return nameOrPath.equals(BUILT_IN) ? builtIn() : Tokenizer.load(locator.locate(nameOrPath, revision), compiled);
    }

    private Tokenizer builtIn() {
        try (var stream = TokenizerHub.class.getResourceAsStream(BUILT_IN_ENCODING + ".tiktoken")) {
            var vocabulary = Objects.requireNonNull(stream, "the built-in vocabulary is missing from the class path")
                    .readAllBytes();
            return Tokenizer.fromTiktoken(vocabulary, BUILT_IN_ENCODING, compiled);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the built-in vocabulary", e);
        }
    }
}
