package io.streamgauge.prompt;

import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Paragraphs of plain prose, cut into words. Immutable; any thread. */
public final class Corpus {
    private final String[] words;
    private final int[] paragraphEnds;

    private Corpus(List<List<String>> paragraphs) {
        words = paragraphs.stream().flatMap(List::stream).toArray(String[]::new);
        if (words.length == 0) {
            throw new IllegalArgumentException("corpus has no words");
        }
        paragraphEnds = new int[words.length];
        int start = 0;
        for (List<String> paragraph : paragraphs) {
            Arrays.fill(paragraphEnds, start, start + paragraph.size(), start + paragraph.size());
            start += paragraph.size();
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
        return new Corpus(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> List.of(line.split("\\s+")))
                .toList());
    }

    /** The corpus without the words that a tokenizer can only spell with a special token, such as the unknown one. */
    Corpus spelledBy(Tokenizer tokenizer) {
        if (isPlain(tokenizer, String.join(" ", words))) {
            return this;
        }
        var verdicts = new HashMap<String, Boolean>();
        var paragraphs = new ArrayList<List<String>>();
        for (int i = 0; i < words.length; i = paragraphEnds[i]) {
            paragraphs.add(Arrays.stream(words, i, paragraphEnds[i])
                    .filter(word -> verdicts.computeIfAbsent(word, text -> isPlain(tokenizer, text)))
                    .toList());
        }
        return new Corpus(paragraphs);
    }

    private static boolean isPlain(Tokenizer tokenizer, String text) {
        return IntStream.of(tokenizer.encode(text)).distinct().noneMatch(tokenizer::isSpecial);
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
