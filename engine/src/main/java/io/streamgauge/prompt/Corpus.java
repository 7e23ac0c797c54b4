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

/** Paragraphs of plain prose, cut into words. Immutable; any thread. */
public final class Corpus {
    private final String[] words;
    private final int[] paragraphEnds;

    private Corpus(List<String[]> paragraphs) {
        words = new String
                [paragraphs.stream().mapToInt(paragraph -> paragraph.length).sum()];
        if (words.length == 0) {
            throw new IllegalArgumentException("corpus has no words");
        }
        paragraphEnds = new int[words.length];
        int start = 0;
        for (String[] paragraph : paragraphs) {
            int end = start + paragraph.length;
            System.arraycopy(paragraph, 0, words, start, paragraph.length);
            Arrays.fill(paragraphEnds, start, end, end);
            start = end;
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

    /** Each line is one paragraph, its words a space apart; blank lines are skipped. */
    public static Corpus of(String text) {
        // By one character and not by a pattern, which takes 15 ms of a start for the words of the built-in text.
        return new Corpus(text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split(" "))
                .toList());
    }

    /** The corpus without the words that a tokenizer can only spell with a special token, such as the unknown one. */
    Corpus spelledBy(Tokenizer tokenizer) {
        if (isPlain(tokenizer, String.join(" ", words))) {
            return this;
        }
        var verdicts = new HashMap<String, Boolean>();
        var paragraphs = new ArrayList<String[]>();
        for (int i = 0; i < words.length; i = paragraphEnds[i]) {
            paragraphs.add(Arrays.stream(words, i, paragraphEnds[i])
                    .filter(word -> verdicts.computeIfAbsent(word, text -> isPlain(tokenizer, text)))
                    .toArray(String[]::new));
        }
        return new Corpus(paragraphs);
    }

    private static boolean isPlain(Tokenizer tokenizer, String text) {
        return tokenizer.countSpecial(text) == 0;
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
