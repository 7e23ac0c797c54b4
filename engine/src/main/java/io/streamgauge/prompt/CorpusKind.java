package io.streamgauge.prompt;

import io.streamgauge.tokenizer.Tokenizer;

/** What made texts are cut out of, by AIPerf's names. */
public enum CorpusKind {
    /** Prose. */
    SONNET,
    /** Code in several languages, and what is seen beside it: sessions of a shell, traces, patches, JSON. */
    CODING,
    /** Words of the tokenizer's own vocabulary, one drawn after the other. */
    RANDOM;

    /** The corpus for a tokenizer. */
    public Corpus corpus(Tokenizer tokenizer) {
        return switch (this) {
            case SONNET -> Corpus.builtIn();
            case CODING -> Corpus.code();
            case RANDOM -> Vocabulary.corpus(tokenizer);
        };
    }
}
