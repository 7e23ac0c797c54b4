package io.streamgauge.dataset;

import io.streamgauge.prompt.SizedPrompts;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Texts of requests that say their whole blocks and their length: the blocks that they share, and behind them what nobody else has.
 * They are made when they are asked for. Any thread.
 */
interface BlockTexts {
    /** Texts that nobody reads. */
    BlockTexts UNREAD = (ids, blockTokens, tokens) -> () -> "";

    /**
     * Makes a text of blocks.
     *
     * @param ids of all that is said, the last of which may be a part of a block
     * @param tokens exact length
     */
    Supplier<String> text(long[] ids, int blockTokens, int tokens);

    static BlockTexts of(SizedPrompts prompts) {
        return (ids, blockTokens, tokens) -> () -> {
            synchronized (prompts) {
                return prompts.shared(ids, blockTokens, tokens);
            }
        };
    }

    /**
     * Names for all blocks of a request.
     *
     * @param given ids of its first blocks; one of a last part of a block, or of what would be behind it, is not used
     * @param scope two requests share a block where id and scope are the same
     * @param own tells what only this request says from what others do
     */
    static long[] ids(long[] given, long scope, long own, int blockTokens, int tokens) {
        int whole = Math.min(given.length, tokens / blockTokens);
        var ids = new long[Math.ceilDiv(tokens, blockTokens)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i < whole
                    ? TraceShaper.mixed(scope ^ TraceShaper.mixed(given[i]))
                    : TraceShaper.mixed(~scope ^ TraceShaper.mixed(~own) + i);
        }
        return ids;
    }

    /** A number for a name, the same on any machine: FNV-1a. */
    static long scope(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
