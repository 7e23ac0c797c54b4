package io.streamgauge.dataset;

import io.streamgauge.prompt.PromptException;
import io.streamgauge.prompt.SizedPrompts;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Prompts of which a trace says no more than how long they were and which blocks others had too. One thread at a time. */
record TracePrompts(SizedPrompts sized, TraceShaper shaper) {
    /** @param format with the size of its blocks, unless the options say it */
    static TracePrompts of(Path file, DatasetFormat format, Tokenizer tokenizer, long seed, DatasetOptions options)
            throws IOException {
        boolean lines = format != DatasetFormat.AZURE && format != DatasetFormat.BURSTGPT;
        var shared = options.shape().tellsPrefixes() && lines ? SharedBlocks.of(file) : null;
        var shaper = new TraceShaper(options.shape(), options.blockTokens(format), seed, shared);
        return new TracePrompts(new SizedPrompts(tokenizer, options.corpus().corpus(tokenizer), seed), shaper);
    }

    /**
     * A prompt's text; null where the request is to be left out.
     *
     * @param ids of its blocks, an array, or whatever there is in place of one
     * @param tree names those requests that stay in one tree of prefixes together
     * @throws RowException when there is no such text
     */
    @Nullable
    String text(JsonNode ids, int tokens, int index, String tree) {
        long[] given = ids(ids);
        var shaped = shaper.shaped(given, tokens, tree);
        if (shaped == null) {
            return null;
        }
        try {
            return shaped.ids().length == 0
                    ? sized.unique(index, shaped.tokens())
                    : sized.shared(shaped.ids(), shaper.blockTokens(), shaped.tokens());
        } catch (PromptException e) {
            throw new RowException(String.valueOf(e.getMessage()), e);
        }
    }

    /** An array of ids; none where there is no array. */
    static long[] ids(JsonNode ids) {
        return ids.isArray()
                ? ids.valueStream().mapToLong(TracePrompts::blockId).toArray()
                : new long[0];
    }

    /** Ids name blocks and nothing else: those of more than 64 bits, as hashes can be, go by their last 64. */
    private static long blockId(JsonNode id) {
        if (!id.isIntegralNumber()) {
            throw new RowException("\"hash_ids\" holds " + id + "; expected whole numbers");
        }
        return id.bigIntegerValue().longValue();
    }
}
