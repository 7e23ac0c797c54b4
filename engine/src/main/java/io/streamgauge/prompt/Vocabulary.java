package io.streamgauge.prompt;

import io.streamgauge.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The words that a tokenizer knows, as a corpus. Each is a paragraph of its own, so that any may follow any. */
final class Vocabulary {
    /** Fewer make no text that differs from others; a vocabulary of bytes or characters has no words of one token at all. */
    private static final int LEAST_WORDS = 256;

    private Vocabulary() {}

    static Corpus corpus(Tokenizer tokenizer) {
        List<String> words = words(tokenizer);
        List<String> ofOneToken = ofOneToken(words, TokenCounter.of(tokenizer));
        List<String> usable = ofOneToken.size() >= LEAST_WORDS ? ofOneToken : words;
        if (usable.isEmpty()) {
            throw new PromptException("the tokenizer's vocabulary has no words to draw; use --prompt-corpus sonnet");
        }
        return Corpus.of(String.join("\n", usable));
    }

    /** What single tokens spell, without the space in front of some; pieces of characters are left out. */
    private static List<String> words(Tokenizer tokenizer) {
        var words = new LinkedHashSet<String>();
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            if (tokenizer.isSpecial(id)) {
                continue;
            }
            String word = tokenizer.decode(new int[] {id}).strip();
            if (!word.isEmpty() && word.codePoints().allMatch(Vocabulary::isVisible)) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    private static boolean isVisible(int character) {
        return character != '\ufffd'
                && !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && !Character.isISOControl(character)
                && Character.isDefined(character)
                && Character.getType(character) != Character.SURROGATE;
    }

    private static List<String> ofOneToken(List<String> words, TokenCounter counter) {
        int before = counter.count("a");
        int[] counts = counter.countEach(words.stream().map(word -> "a " + word).toList());
        var found = new ArrayList<String>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == before + 1) {
                found.add(words.get(i));
            }
        }
        return found;
    }
}
