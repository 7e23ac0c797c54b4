package io.streamgauge.prompt;

import java.util.HashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts passages of the corpus to an exact number of tokens.
 * Tokens of neighbouring words are not independent in every tokenizer, so a sum over words is only the first guess;
 * what is returned has been encoded as a whole. Immutable; any thread, if the counter is.
 */
final class PassageFitter {
    /** Longer words per token than any vocabulary has, to end the search with a tokenizer that swallows text. */
    private static final int MOST_WORDS_PER_TOKEN = 64;

    private final TokenCounter counter;
    private final Corpus corpus;
    private final int[] costs;

    PassageFitter(TokenCounter counter, Corpus corpus) {
        this.counter = counter;
        this.corpus = corpus;
        this.costs = wordCosts(counter, corpus);
    }

    /**
     * A text of exactly that many tokens which begins with the given word of the corpus, or null when this start and
     * these draws give none.
     *
     * @param ending put behind the last word, and counted
     * @param insideWords whether the last word may be cut short
     */
    @Nullable
    String fit(int tokens, int start, Draft.Style style, String ending, boolean insideWords, RandomGenerator random) {
        return fit(counter, tokens, start, style, ending, insideWords, random);
    }

    /** The same by another count, which must grow with a text about as the fitter's own does. */
    @Nullable
    String fit(
            TokenCounter counter,
            int tokens,
            int start,
            Draft.Style style,
            String ending,
            boolean insideWords,
            RandomGenerator random) {
        var draft = new Draft(corpus, costs, style, start, random);
        int low = 0;
        int high = Integer.MAX_VALUE;
        int words = draft.shifted(0, tokens);
        while (words < (long) MOST_WORDS_PER_TOKEN * (tokens + 1)) {
            var text = draft.text(words) + ending;
            int count = counter.count(text);
            if (count == tokens) {
                return text;
            }
            if (count < tokens) {
                low = words;
            } else {
                high = words;
            }
            if (high - low == 1) {
                return insideWords ? cutLastWord(counter, tokens, draft, low, ending) : null;
            }
            words = Math.clamp(draft.shifted(words, tokens - count), low + 1, high - 1);
        }
        return null;
    }

    private static @Nullable String cutLastWord(
            TokenCounter counter, int tokens, Draft draft, int words, String ending) {
        var kept = words == 0 ? "" : draft.text(words) + " ";
        var word = draft.word(words);
        for (int end = 0; end < word.length(); end = word.offsetByCodePoints(end, 1)) {
            if (end > 0 && Character.isWhitespace(word.charAt(end - 1))) {
                continue; // some chat templates strip what a text ends with
            }
            var text = kept + word.substring(0, end) + ending;
            if (!text.isBlank() && counter.count(text) == tokens) {
                return text;
            }
        }
        return null;
    }

    /** Tokens that each word adds behind another one. */
    private static int[] wordCosts(TokenCounter counter, Corpus corpus) {
        var places = new HashMap<String, Integer>();
        var placeOf = new int[corpus.wordCount()];
        for (int i = 0; i < placeOf.length; i++) {
            int fresh = places.size();
            var known = places.putIfAbsent(corpus.word(i), fresh);
            placeOf[i] = known == null ? fresh : known;
        }
        var texts = new String[places.size()];
        places.forEach((word, place) -> texts[place] = "a " + word);
        int before = counter.count("a");
        int[] counts = counter.countEach(List.of(texts));
        var costs = new int[placeOf.length];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = Math.max(1, counts[placeOf[i]] - before);
        }
        return costs;
    }
}
