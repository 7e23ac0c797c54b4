package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes lengths and blocks of a trace's requests. A block that becomes several, or none, does so by its id and its place alone:
 * requests that had so many blocks in common have the same share of their new ones in common. One thread at a time.
 */
final class TraceShaper {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final TraceShape shape;
    private final int blockTokens;
    private final long seed;
    private final @Nullable SharedBlocks shared;
    private long leftOut;

    /** A request's blocks, none where nothing is known of them, and its tokens. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Shaped(long[] ids, int tokens) {}

    /** @param shared null where the shape does not tell prefixes from prompts */
    TraceShaper(TraceShape shape, int blockTokens, long seed, @Nullable SharedBlocks shared) {
        this.shape = shape;
        this.blockTokens = blockTokens;
        this.seed = seed;
        this.shared = shared;
    }

    int blockTokens() {
        return blockTokens;
    }

    /** Requests that were longer than is allowed. */
    long leftOut() {
        return leftOut;
    }

    /** What is asked of the server, at least 1, where the trace says it. */
    int output(int tokens) {
        if (tokens == Prompt.OUTPUT_UNSET) {
            return tokens;
        }
        int longer = times(tokens, shape.outputLength());
        return shape.mostOutput() > 0 ? Math.min(longer, shape.mostOutput()) : longer;
    }

    /** What becomes of the tokens of a request without blocks that is not left out. */
    int input(int tokens) {
        return cut(times(tokens, shape.promptLength()));
    }

    /** Whether a request is longer than is allowed. */
    boolean leavesOut(int tokens) {
        return shape.mostInput() > 0 && tokens > shape.mostInput();
    }

    /**
     * A request as it is to be; null where it is to be left out.
     *
     * @param tree names those requests that stay in one tree of prefixes together
     */
    @Nullable
    Shaped shaped(long[] ids, int tokens, String tree) {
        if (leavesOut(tokens)) {
            leftOut++;
            return null;
        }
        if (ids.length == 0) {
            return new Shaped(ids, input(tokens));
        }
        long[] own = shape.prefixRoots() == 1 ? ids : ofTree(ids, tree);
        long room = (long) ids.length * blockTokens;
        if (shared == null || tokens > room || tokens <= room - blockTokens) {
            return new Shaped(own, tokens);
        }
        return stretched(own, commonBlocks(ids), tokens);
    }

    private int commonBlocks(long[] ids) {
        int common = 0;
        while (shared != null && common < ids.length && shared.contains(ids[common])) {
            common++;
        }
        return common;
    }

    private Shaped stretched(long[] ids, int common, int tokens) {
        int prefix = (int) Math.min(tokens, (long) common * blockTokens);
        int prompt = tokens - prefix;
        int newPrefix = prompt == 0
                ? times(prefix, shape.prefixLength())
                : (int) Math.floor(common * shape.prefixLength()) * blockTokens;
        int newPrompt = prompt == 0 ? 0 : times(prompt, shape.promptLength());
        int all = cut(Math.addExact(newPrefix, newPrompt));
        var blocks = new Blocks(blocks(newPrefix) + blocks(newPrompt));
        blocks.add(ids, 0, common, shape.prefixLength(), blocks(newPrefix));
        blocks.add(ids, common, ids.length, shape.promptLength(), blocks(newPrompt));
        return new Shaped(Arrays.copyOf(blocks.ids, blocks(all)), all);
    }

    private int blocks(int tokens) {
        return Math.ceilDiv(tokens, blockTokens);
    }

    private int cut(int tokens) {
        return shape.mostInput() > 0 ? Math.min(tokens, shape.mostInput()) : tokens;
    }

    private static int times(int tokens, double factor) {
        return Math.clamp(Math.round(tokens * factor), 1, Integer.MAX_VALUE);
    }

    private long[] ofTree(long[] ids, String tree) {
        long number = Math.floorMod(mixed(tree.hashCode() + seed * GOLDEN_GAMMA), (long) shape.prefixRoots());
        return number == 0
                ? ids
                : Arrays.stream(ids)
                        .map(id -> mixed(~mixed(id) + number * GOLDEN_GAMMA))
                        .toArray();
    }

    /** The new blocks as they grow. */
    private static final class Blocks {
        private final long[] ids;
        private int size;

        Blocks(int count) {
            ids = new long[count];
        }

        /** Of each old block as many as its place gives, in all exactly {@code count}. */
        void add(long[] old, int from, int to, double factor, int count) {
            int end = size + count;
            for (int i = from; i < to && size < end; i++) {
                double place = i - from;
                int copies = (int) (Math.floor((place + 1) * factor) - Math.floor(place * factor));
                int wanted = i == to - 1 ? end - size : Math.min(copies, end - size);
                for (int copy = 0; copy < wanted; copy++) {
                    ids[size++] = copy == 0 ? old[i] : mixed(old[i] + copy * GOLDEN_GAMMA);
                }
            }
        }
    }

    /** Stafford's variant 13, the finaliser of SplitMix64. */
    static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
