package io.streamgauge.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which files of a model make its tokenizer. */
final class TokenizerFiles {
    static final String PREFERRED = "tokenizer.json";

    /** Where a repository has no {@link #PREFERRED}, in this order. */
    static final List<String> FALLBACKS = List.of(
            "tokenizer.model", "tiktoken.model", "qwen.tiktoken", TokenizerFiles.VOCABULARY, TokenizerFiles.PIECES);

    /** GPT-2's form of a vocabulary, as OPT has it: this file and its merges. */
    static final String VOCABULARY = "vocab.json";

    static final String MERGES = "merges.txt";

    /** BERT's form of a vocabulary. */
    static final String PIECES = "vocab.txt";

    /** What a directory or a repository may hold, for messages. */
    static final String KNOWN = "tokenizer.json, a .model or .tiktoken file, vocab.json with merges.txt, or vocab.txt";

    /** Read beside the tokenizer where they exist. */
    static final List<String> COMPANIONS = List.of("tokenizer_config.json", "chat_template.jinja", "config.json");

    private TokenizerFiles() {}

    /**
     * The one tokenizer file of a directory, or null when it has none.
     *
     * @throws HubException when it has several and none is {@code tokenizer.json}
     */
    static @Nullable Path in(Path directory) {
        var preferred = directory.resolve(PREFERRED);
        if (Files.isRegularFile(preferred)) {
            return preferred;
        }
        var candidates = candidates(directory);
        if (candidates.size() > 1) {
            throw new HubException("'" + directory + "' holds several tokenizers ("
                    + candidates.stream()
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.joining(", "))
                    + "); name the one you mean");
        }
        if (candidates.isEmpty()) {
            return byItself(directory);
        }
        return candidates.getFirst();
    }

    /** A vocabulary that is no tokenizer yet. */
    private static @Nullable Path byItself(Path directory) {
        var vocabulary = directory.resolve(VOCABULARY);
        if (Files.isRegularFile(vocabulary) && Files.isRegularFile(directory.resolve(MERGES))) {
            return vocabulary;
        }
        var pieces = directory.resolve(PIECES);
        return Files.isRegularFile(pieces) ? pieces : null;
    }

    private static List<Path> candidates(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        var name = file.getFileName().toString();
                        return name.endsWith(".model") || name.endsWith(".tiktoken") || name.endsWith("tokenizer.json");
                    })
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
