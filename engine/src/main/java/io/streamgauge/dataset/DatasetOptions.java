package io.streamgauge.dataset;

import io.streamgauge.prompt.CorpusKind;
import org.jspecify.annotations.Nullable;

/**
 * How a file is read.
 *
 * @param format null to go by the file's name and beginning
 * @param invalid what becomes of a row that makes no sense
 * @param mostTokens longest prompt that the model takes, 0 for no limit
 * @param blockTokens tokens of one block of {@code hash_ids}; 0 for the format's own number
 * @param order in which the rows come
 * @param shape what becomes of traces
 * @param corpus what the prompts of traces are cut out of
 * @param timing how the times of agents' traces are followed
 */
public record DatasetOptions(
        @Nullable DatasetFormat format,
        Invalid invalid,
        int mostTokens,
        int blockTokens,
        FileOrder order,
        TraceShape shape,
        CorpusKind corpus,
        TraceTiming timing) {
    /** Block size of Mooncake's traces, and of genai-perf. */
    private static final int MOONCAKE_BLOCK_TOKENS = 512;

    private static final int BAILIAN_BLOCK_TOKENS = 16;

    /** What becomes of a row that makes no sense. */
    public enum Invalid {
        /** An error. */
        FAIL,
        /** It is counted and left out. */
        SKIP
    }

    /** The order of rows. Other orders than the file's need a file with one request a line. */
    public enum FileOrder {
        /** As they stand in the file. */
        SEQUENTIAL,
        /** Each once, in an order drawn from the seed. */
        SHUFFLE,
        /** As many draws as there are rows; a row may come several times, or never. */
        RANDOM
    }

    public DatasetOptions {
        if (mostTokens < 0) {
            throw new IllegalArgumentException("mostTokens: " + mostTokens);
        }
        if (blockTokens < 0) {
            throw new IllegalArgumentException("blockTokens: " + blockTokens);
        }
    }

    /** With traces as they are, in prose. */
    public DatasetOptions(
            @Nullable DatasetFormat format, Invalid invalid, int mostTokens, int blockTokens, FileOrder order) {
        this(
                format,
                invalid,
                mostTokens,
                blockTokens,
                order,
                TraceShape.AS_IT_IS,
                CorpusKind.SONNET,
                TraceTiming.RECORDED);
    }

    int blockTokens(DatasetFormat read) {
        int ofFormat = read == DatasetFormat.BAILIAN ? BAILIAN_BLOCK_TOKENS : MOONCAKE_BLOCK_TOKENS;
        return blockTokens == 0 ? ofFormat : blockTokens;
    }

    /** @throws RowException when a request is longer than the model takes */
    void checkLength(Entry entry) {
        int tokens = entry.prompt().tokens();
        if (mostTokens > 0 && tokens > mostTokens) {
            throw new RowException("the prompt has " + tokens + " tokens, the model's limit is " + mostTokens);
        }
    }

    /** Guess the format, stop at the first bad row. */
    public static DatasetOptions standard() {
        return new DatasetOptions(null, Invalid.FAIL, 0, 0, FileOrder.SEQUENTIAL);
    }
}
