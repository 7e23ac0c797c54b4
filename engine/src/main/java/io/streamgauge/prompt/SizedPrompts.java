package io.streamgauge.prompt;

import io.streamgauge.tokenizer.Tokenizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Prompts for traces, which say how long each request was and which blocks of it others share, but not what it said. The same
 * block id is the same text in every prompt, so that a server's prefix cache finds what it found in the traced system.
 * One thread at a time.
 */
public final class SizedPrompts {
    private static final int UNIQUE_STREAM = 3;
    private static final int BLOCK_STREAM = 4;
    private static final int TRIES_WITH_PASSAGES = 64;
    private static final int TRIES_WITH_WHOLE_WORDS = 512;
    private static final int TRIES = 1024;

    /** More than any model takes; a slip in a trace should not fill the memory. */
    private static final int MOST_TOKENS = 10_000_000;

    /** Blocks are cheap to make again; a large trace has more of them than should be kept. */
    private static final int CACHED_BLOCKS = 4096;

    private final TokenCounter counter;
    private final Corpus corpus;
    private final PassageFitter fitter;
    private final TokenCounter behindWord;
    private final long seed;
    private final Map<Block, String> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Block, String> eldest) {
            return size() > CACHED_BLOCKS;
        }
    };

    private record Block(long id, int tokens, boolean first) {}

    public SizedPrompts(Tokenizer tokenizer, Corpus corpus, long seed) {
        this(TokenCounter.of(tokenizer), corpus.spelledBy(tokenizer), seed);
    }

    SizedPrompts(TokenCounter counter, Corpus corpus, long seed) {
        this.counter = counter;
        this.corpus = corpus;
        this.fitter = new PassageFitter(counter, corpus);
        int word = counter.count("a");
        this.behindWord = text -> counter.count("a " + text) - word;
        this.seed = seed;
    }

    /**
     * A prompt that shares nothing on purpose.
     *
     * @param index tells it from others of the same length
     * @param tokens exact length, at least 1
     * @throws PromptException when no model takes that many
     */
    public String unique(long index, int tokens) {
        refuseEndless(tokens);
        return text(counter, tokens, new SeededRandom(seed, UNIQUE_STREAM, index));
    }

    /**
     * A prompt made of blocks.
     *
     * @param ids one for each block, the last of which may be shorter than the others
     * @param blockTokens tokens of a whole block
     * @param tokens exact length, which the number of blocks must fit
     * @throws PromptException when it does not, or no model takes that many tokens
     */
    public String shared(long[] ids, int blockTokens, int tokens) {
        refuseEndless(tokens);
        long room = (long) ids.length * blockTokens;
        if (tokens > room || tokens <= room - blockTokens) {
            throw new PromptException(ids.length + " blocks of " + blockTokens + " tokens do not fit " + tokens
                    + " input tokens; expected " + (room - blockTokens + 1) + " to " + room);
        }
        if (ids.length == 1) {
            return block(new Block(ids[0], tokens, true));
        }
        var prompt = new StringBuilder();
        for (int i = 0; i < ids.length - 1; i++) {
            prompt.append(i == 0 ? "" : " ").append(block(new Block(ids[i], blockTokens, i == 0)));
        }
        var before = prompt.toString();
        int left = tokens - counter.count(before);
        var last = new SeededRandom(seed, BLOCK_STREAM, ids[ids.length - 1]);
        return Prompt.join(before, text(Math.max(1, left), before, last));
    }

    private static void refuseEndless(int tokens) {
        if (tokens > MOST_TOKENS) {
            throw new PromptException(tokens + " input tokens; expected " + MOST_TOKENS + " at most");
        }
    }

    /** A block has its length where it stands: a word that begins a text need not have the tokens that it has behind a space. */
    private String block(Block block) {
        var known = blocks.get(block);
        if (known == null) {
            var random = new SeededRandom(seed, BLOCK_STREAM, block.id());
            known = text(block.first() ? counter : behindWord, block.tokens(), random);
            blocks.put(block, known);
        }
        return known;
    }

    private String text(TokenCounter count, int tokens, RandomGenerator random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var text = fitted(count, tokens, attempt, random);
            if (text != null) {
                return text;
            }
        }
        throw PromptSynthesizer.noSuchText(tokens);
    }

    /** A text that makes a prompt that many tokens longer. */
    private String text(int tokens, String before, RandomGenerator random) {
        int all = counter.count(before) + tokens;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var text = fitted(behindWord, tokens, attempt, random);
            if (text != null && counter.count(Prompt.join(before, text)) == all) {
                return text;
            }
        }
        throw PromptSynthesizer.noSuchText(tokens);
    }

    private @Nullable String fitted(TokenCounter count, int tokens, int attempt, RandomGenerator random) {
        var style = attempt < TRIES_WITH_PASSAGES ? Draft.Style.PASSAGES : Draft.Style.FRAGMENTS;
        int start = random.nextInt(corpus.wordCount());
        return fitter.fit(count, tokens, start, style, "", attempt >= TRIES_WITH_WHOLE_WORDS, random);
    }
}
