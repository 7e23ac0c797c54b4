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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Paragraphs of text, cut into words. Immutable; any thread. */
public final class Corpus {
    private static final String PASSAGE_END = "\n%%\n";
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\S) (?=\\S)");

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
        return of(resource("corpus.txt"));
    }

    /** The code that comes with the program. Its words end at single spaces alone, so that it keeps its lines. */
    static Corpus code() {
        return new Corpus(Stream.of(resource("code.txt").split(PASSAGE_END))
                .map(passage -> BETWEEN_WORDS.split(passage.strip()))
                .toList());
    }

    private static String resource(String name) {
        try (var stream = Corpus.class.getResourceAsStream(name)) {
            var bytes = Objects.requireNonNull(stream, name + " is missing from the class path")
                    .readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
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

    /** The word with its punctuation, and no white space but what code has within: the end of a line and what the next begins with. */
    String word(int index) {
        return words[index];
    }

    /** Index of the first word after the paragraph that holds the given word. */
    int paragraphEnd(int index) {
        return paragraphEnds[index];
    }
}
