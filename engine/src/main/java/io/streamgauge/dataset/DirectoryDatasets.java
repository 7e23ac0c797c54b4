package io.streamgauge.dataset;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What may stand in place of a file: rankings, images and sounds, pools, bodies, or what SageMaker captured. */
final class DirectoryDatasets {
    private DirectoryDatasets() {}

    /** @throws DatasetException when it holds nothing of that kind */
    static Dataset open(Path directory, Tokenizer tokenizer, long seed, DatasetOptions options) throws IOException {
        var counting = new PromptTokens(tokenizer);
        if (RankingDataset.is(directory)) {
            return RankingDataset.open(directory, counting, seed, options);
        }
        boolean drawn = options.order() == FileOrder.RANDOM && options.format() == DatasetFormat.JSONL;
        var format = drawn ? DatasetFormat.JSONL : formatOfFiles(directory, options.format());
        if (format == null) {
            return MediaDirectory.open(directory, counting, options);
        }
        if (options.shape().tellsPrefixes()) {
            throw new DatasetException("the --synthesis multipliers of prefixes and prompts, and a directory of format "
                    + format.key() + ": none of its lines says which blocks it shares; leave them out");
        }
        var traced = TracePrompts.of(directory, format, tokenizer, seed, options);
        if (drawn) {
            return PoolDataset.open(directory, counting, traced, seed, options);
        }
        if (options.order() != FileOrder.SEQUENTIAL) {
            throw new DatasetException("a directory of format " + format.key()
                    + " is read by the paths of its files; expected sequential");
        }
        var parser = format == DatasetFormat.RAW_PAYLOAD
                ? BodyParser.line(counting)
                : new RecordedParser(format, counting, traced);
        return new RowDataset<>(directory, DirectoryRows.open(directory, format), parser, options, traced.shaper());
    }

    /** What its files hold where they are read one after the other, as it was said or by the beginning of the first; null where they are not. */
    static @Nullable DatasetFormat formatOfFiles(Path directory, @Nullable DatasetFormat said) throws IOException {
        if (said == DatasetFormat.RAW_PAYLOAD || said == DatasetFormat.SAGEMAKER) {
            return said;
        }
        var first = said == null ? DirectoryRows.first(directory) : null;
        return first != null && Dataset.format(first, null) == DatasetFormat.SAGEMAKER ? DatasetFormat.SAGEMAKER : null;
    }
}
