package io.streamgauge.prompt;

import io.streamgauge.record.Phase;
import io.streamgauge.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes prompts whose prefix, own part and joined text each have exactly the asked number of tokens.
 * Immutable; any thread. The same seed gives the same prompts, and asking for more of them does not change the first.
 */
public final class PromptSynthesizer {
    private static final int PREFIX_STREAM = 0;
    private static final int WARMUP_STREAM = 1;
    private static final int MEASURE_STREAM = 2;
    private static final int COMPLETION_STREAM = 5;
    private static final int PREFIX_TRIES_FOR_SENTENCE_END = 64;

    /** Every so-manieth opening word, by hash, belongs to the warm-up: the two phases can share no prompt. */
    private static final int WARMUP_SHARE = 8;

    private static final int TRIES_WITH_PASSAGES = 64;
    private static final int TRIES_WITH_WHOLE_WORDS = 512;
    private static final int TRIES_WITHOUT_REPEATING = 1024;
    private static final int TRIES = 2048;
    private static final int TRIES_FOR_NEW_START = 16;
    private static final int TRIES_FOR_START = 256;

    private final TokenCounter counter;
    private final Corpus corpus;
    private final PromptShape shape;
    private final PassageFitter fitter;
    /** Of each prefix, or of the one that was given. */
    private final int prefixTokens;

    private final String prefixEnding;
    private final @Nullable ChatLength chat;

    /** Encodes the corpus, and leaves out the words that the vocabulary has no tokens for. */
    public PromptSynthesizer(Tokenizer tokenizer, Corpus corpus, PromptShape shape) {
        this(TokenCounter.of(tokenizer), corpus.spelledBy(tokenizer), shape);
    }

    /** The same for lengths that a chat template's own tokens belong to: each request's own part is as much shorter. */
    public PromptSynthesizer(ChatLength chat, Corpus corpus, PromptShape shape) {
        this(TokenCounter.of(chat.tokenizer()), corpus.spelledBy(chat.tokenizer()), shape, chat);
    }

    PromptSynthesizer(TokenCounter counter, Corpus corpus, PromptShape shape) {
        this(counter, corpus, shape, null);
    }

    private PromptSynthesizer(TokenCounter counter, Corpus corpus, PromptShape shape, @Nullable ChatLength chat) {
        this(counter, corpus, shape, chat, new PassageFitter(counter, corpus));
    }

    private PromptSynthesizer(
            TokenCounter counter, Corpus corpus, PromptShape shape, @Nullable ChatLength chat, PassageFitter fitter) {
        this.chat = chat;
        this.counter = counter;
        this.corpus = corpus;
        this.shape = shape;
        this.fitter = fitter;
        this.prefixTokens = switch (shape.prefix()) {
            case Prefix.Made made -> made.tokens();
            case Prefix.Given given -> counter.count(given.text());
        };
        this.prefixEnding = spaceIsFree() ? "" : " ";
    }

    /** The same with other lengths. */
    public PromptSynthesizer withLengths(LengthMix lengths) {
        return new PromptSynthesizer(
                counter, corpus, new PromptShape(lengths, shape.prefix(), shape.contextTokens()), chat, fitter);
    }

    /** Prompts for the measured phase. */
    public List<Prompt> prompts(long seed, int count) {
        return prompts(seed, Phase.MEASURE, count);
    }

    /**
     * That many prompts, all different as long as there are different ones. No prompt of one phase is ever one of the
     * other's, whatever the counts; prefixes are the same in both.
     *
     * @throws PromptException when the tokenizer allows no text of an asked length
     */
    public List<Prompt> prompts(long seed, Phase phase, int count) {
        return prompts(seed, phase, count, index -> true);
    }

    /**
     * The same where not all of them get a prefix.
     *
     * @param prefixed whether the prompt of an index gets one
     */
    public List<Prompt> prompts(long seed, Phase phase, int count, IntPredicate prefixed) {
        int stream = phase == Phase.WARMUP ? WARMUP_STREAM : MEASURE_STREAM;
        var prefixes = prefixes(seed);
        var taken = new Taken(phase, new HashSet<>(), new BitSet(), new HashSet<>());
        var prompts = new ArrayList<Prompt>(count);
        for (int i = 0; i < count; i++) {
            var random = new SeededRandom(seed, stream, i);
            var lengths = shape.lengths().draw(random);
            var drawn = prefixes.isEmpty() ? null : prefixes.get(random.nextInt(prefixes.size()));
            var prefix = prefixed.test(i) ? drawn : null;
            var text = text(lengths.inputTokens(), prefix, chat, taken, random);
            if (shape.contextTokens() > 0 && prefixed.test(i)) {
                var context = text(shape.contextTokens(), null, null, taken, random);
                prompts.add(inContext(prefix, context, text, lengths.outputTokens()));
                continue;
            }
            prompts.add(new Prompt(prefix, text, tokens(lengths.inputTokens(), prefix, text), lengths.outputTokens()));
        }
        return prompts;
    }

    private int tokens(int own, @Nullable String prefix, String text) {
        if (prefix == null) {
            return own;
        }
        boolean addsUp = chat != null || shape.prefix() instanceof Prefix.Made;
        return addsUp ? own + prefixTokens : counter.count(Prompt.join(prefix, text));
    }

    /** Both as messages of the user. Each has its length; together they are counted, since a space between them may be a token. */
    private Prompt inContext(@Nullable String prefix, String context, String text, int outputTokens) {
        var messages = JsonMapper.shared().createArrayNode();
        for (var said : List.of(context, text)) {
            messages.addObject().put("role", "user").put("content", said);
        }
        var both = context + " " + text;
        int tokens = counter.count(prefix == null ? both : Prompt.join(prefix, both));
        var prompt = new Prompt(prefix, "", tokens, outputTokens, new Content.Messages(messages.toString()), null);
        return chat == null ? prompt : chat.recounted(List.of(prompt)).getFirst();
    }

    /** What makes prompts of another origin complete: a prefix, and a length for the answer, where they lack one. */
    public Completion completion(long seed) {
        return new Completion(seed, prefixes(seed));
    }

    /** Draws what prompts lack, by their place. */
    public final class Completion {
        private final long seed;
        private final List<String> prefixes;
        private int index;

        private Completion(long seed, List<String> prefixes) {
            this.seed = seed;
            this.prefixes = prefixes;
        }

        /** The next prompt; one that is a whole body, or messages, or several texts, gets no prefix. */
        public Prompt next(Prompt given) {
            return of(given, index++, true);
        }

        /**
         * A prompt by its place among all; any thread, any order.
         *
         * @param opens whether it may have a prefix, which would be out of place in the middle of a conversation
         */
        public Prompt of(Prompt given, int place, boolean opens) {
            var random = new SeededRandom(seed, COMPLETION_STREAM, place);
            var lengths = shape.lengths().draw(random);
            boolean single = given.content() instanceof Content.Plain || given.content() instanceof Content.Media;
            boolean prefixed = opens && single && given.prefix() == null && !prefixes.isEmpty();
            var prefix = prefixed ? prefixes.get(random.nextInt(prefixes.size())) : given.prefix();
            int tokens = prefixed ? counter.count(Prompt.join(String.valueOf(prefix), given.text())) : given.tokens();
            int output = given.outputTokens() == Prompt.OUTPUT_UNSET ? lengths.outputTokens() : given.outputTokens();
            return new Prompt(prefix, given.text(), tokens, output, given.content(), given.fields());
        }
    }

    /** What this call has used: texts, places in the corpus, and lengths of which there are no more texts. */
    private record Taken(Phase phase, Set<String> texts, BitSet starts, Set<Integer> exhausted) {}

    private String text(
            int tokens, @Nullable String prefix, @Nullable ChatLength by, Taken taken, RandomGenerator random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int start = start(taken, random);
            var style = attempt < TRIES_WITH_PASSAGES ? Draft.Style.PASSAGES : Draft.Style.FRAGMENTS;
            var text = fitted(tokens, prefix, by, start, style, attempt >= TRIES_WITH_WHOLE_WORDS, random);
            if (text == null) {
                requireRoom(tokens, prefix, by);
            }
            if (text == null || phaseOf(firstWord(text)) != taken.phase()) {
                continue;
            }
            if (attempt >= TRIES_WITHOUT_REPEATING) {
                taken.exhausted().add(tokens);
            }
            if (taken.texts().add(text) || taken.exhausted().contains(tokens)) {
                taken.starts().set(start);
                return text;
            }
        }
        throw noSuchText(tokens);
    }

    /** An opening of the phase, at first one that no other prompt has. */
    private int start(Taken taken, RandomGenerator random) {
        int start = 0;
        for (int i = 0; i < TRIES_FOR_START; i++) {
            start = random.nextInt(corpus.wordCount());
            boolean fresh = i >= TRIES_FOR_NEW_START || !taken.starts().get(start);
            if (fresh && phaseOf(firstWord(corpus.word(start))) == taken.phase()) {
                break;
            }
        }
        return start;
    }

    /** A text that has the length by itself and behind its prefix, or makes the conversation that long. */
    private @Nullable String fitted(
            int tokens,
            @Nullable String prefix,
            @Nullable ChatLength by,
            int start,
            Draft.Style style,
            boolean cut,
            RandomGenerator random) {
        int all = tokens + (prefix == null ? 0 : prefixTokens);
        if (by != null) {
            return fitter.fit(text -> by.tokens(prefix, text), all, start, style, "", cut, random);
        }
        var text = fitter.fit(tokens, start, style, "", cut, random);
        boolean joins = text == null
                || prefix == null
                || shape.prefix() instanceof Prefix.Given
                || counter.count(Prompt.join(prefix, text)) == all;
        return joins ? text : null;
    }

    /** A template that is as long as what was asked leaves no room for a text. */
    private void requireRoom(int tokens, @Nullable String prefix, @Nullable ChatLength by) {
        if (by == null) {
            return;
        }
        int template = by.tokens(prefix, "") - (prefix == null ? 0 : prefixTokens);
        if (tokens <= template) {
            throw new PromptException("the chat template alone has " + template + " tokens, which leaves no text for an"
                    + " input of " + tokens + "; ask for longer inputs, or count them by --isl-counting text");
        }
    }

    private List<String> prefixes(long seed) {
        return switch (shape.prefix()) {
            case Prefix.Given given -> List.of(given.text());
            case Prefix.Made made -> {
                var prefixes = new ArrayList<String>();
                var texts = new HashSet<String>();
                for (int i = 0; made.isThere() && i < made.count(); i++) {
                    prefixes.add(prefix(texts, new SeededRandom(seed, PREFIX_STREAM, i)));
                }
                yield prefixes;
            }
        };
    }

    private String prefix(Set<String> texts, RandomGenerator random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int start = random.nextInt(corpus.wordCount());
            var style = attempt < TRIES_WITH_PASSAGES ? Draft.Style.PASSAGES : Draft.Style.FRAGMENTS;
            boolean insideWords = attempt >= TRIES_WITH_WHOLE_WORDS;
            var text = fitter.fit(prefixTokens, start, style, prefixEnding, insideWords, random);
            if (text == null || (attempt < PREFIX_TRIES_FOR_SENTENCE_END && !endsSentence(text))) {
                continue;
            }
            if (texts.add(text) || attempt >= TRIES_WITHOUT_REPEATING) {
                return text;
            }
        }
        throw noSuchText(prefixTokens);
    }

    /** Whether this tokenizer takes the space between two words into one of them, at least sometimes. */
    private boolean spaceIsFree() {
        for (int i = 0; i + 1 < Math.min(corpus.wordCount(), 64); i++) {
            var first = corpus.word(i);
            var second = corpus.word(i + 1);
            int apart = counter.count(first) + counter.count(second);
            if (counter.count(first + " " + second) == apart) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsSentence(String text) {
        var stripped = text.stripTrailing();
        return ".!?}".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
    }

    private static Phase phaseOf(String openingWord) {
        int hash = openingWord.hashCode() * 0x9E3779B9;
        return (hash >>> 16) % WARMUP_SHARE == 0 ? Phase.WARMUP : Phase.MEASURE;
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    static PromptException noSuchText(int tokens) {
        return new PromptException("no text of exactly " + tokens
                + " tokens was found with this tokenizer; ask for another length, or check that it is the model's");
    }
}
