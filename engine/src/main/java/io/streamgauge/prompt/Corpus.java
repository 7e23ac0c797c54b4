package io.streamgauge.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Paragraphs of plain prose, cut into words. Immutable; any thread. */
public final class Corpus {
    private final String[] words;
    private final int[] paragraphEnds;

    private Corpus(List<String> paragraphs) {
        var split = paragraphs.stream()
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .map(paragraph -> paragraph.split("\\s+"))
                .toList();
        if (split.isEmpty()) {
            throw new IllegalArgumentException("corpus has no words");
        }
        words = split.stream().flatMap(Arrays::stream).toArray(String[]::new);
        paragraphEnds = new int[words.length];
        int start = 0;
        for (String[] paragraph : split) {
            Arrays.fill(paragraphEnds, start, start + paragraph.length, start + paragraph.length);
            start += paragraph.length;
        }
    }

    /** The prose that comes with the program. */
    public static Corpus builtIn() {
        try (var stream = Corpus.class.getResourceAsStream("corpus.txt")) {
            var bytes = Objects.requireNonNull(stream, "corpus.txt is missing from the class path")
                    .readAllBytes();
            return of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the built-in corpus", e);
        }
    }

    /** Each line is one paragraph; blank lines are skipped. */
    public static Corpus of(String text) {
        return new Corpus(text.lines().toList());
    }

    int wordCount() {
        return words.length;
    }

    /** The word with its punctuation and without white space. */
    String word(int index) {
        return words[index];
    }

    /** Index of the first word after the paragraph that holds the given word. */
    int paragraphEnd(int index) {
        return paragraphEnds[index];
    }
}
