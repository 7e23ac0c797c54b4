package io.streamgauge.prompt;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A text that grows word by word along the corpus and can be cut back after any word. */
final class Draft {
    /** Where a draft leaves the passage it follows for another one. */
    enum Style {
        /** At the end of the paragraph. */
        PASSAGES,
        /** After a few words: less natural, and practically endless in variety. */
        FRAGMENTS;

        private static final int LONGEST_FRAGMENT = 8;

        int runEnd(Corpus corpus, int start, RandomGenerator random) {
            int end = corpus.paragraphEnd(start);
            return this == PASSAGES ? end : Math.min(end, start + 1 + random.nextInt(LONGEST_FRAGMENT));
        }
    }

    private final Corpus corpus;
    private final int[] costs;
    private final Style style;
    private final RandomGenerator random;
    private final StringBuilder text = new StringBuilder();
    private int[] words = new int[64];
    private int[] ends = new int[64];
    private int size;
    private int next;
    private int runEnd;

    /** @param costs estimated tokens of each corpus word, each at least 1 */
    Draft(Corpus corpus, int[] costs, Style style, int start, RandomGenerator random) {
        this.corpus = corpus;
        this.costs = costs;
        this.style = style;
        this.random = random;
        startRun(start);
    }

    String text(int wordCount) {
        return text.substring(0, wordCount == 0 ? 0 : ends[wordCount - 1]);
    }

    /** The word at a place that {@link #shifted} has reached. */
    String word(int position) {
        return corpus.word(words[position]);
    }

    /** How many words there are when about that many tokens are added to, or taken from, the given number of words. */
    int shifted(int wordCount, int tokens) {
        int shifted = wordCount;
        int left = tokens;
        for (; left > 0; shifted++) {
            if (shifted == size) {
                append();
            }
            left -= costs[words[shifted]];
        }
        for (; left < 0 && shifted > 0; shifted--) {
            left += costs[words[shifted - 1]];
        }
        return shifted;
    }

    private void append() {
        if (next == runEnd) {
            startRun(random.nextInt(corpus.wordCount()));
        }
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        if (size > 0) {
            text.append(' ');
        }
        text.append(corpus.word(next));
        words[size] = next++;
        ends[size++] = text.length();
    }

    private void startRun(int start) {
        next = start;
        runEnd = style.runEnd(corpus, start, random);
    }
}
