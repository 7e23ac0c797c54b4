package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Traces whose sessions say when each turn came, and which turns it waited for. */
final class SessionTraces {
    /** What WEKA's traces have that say nothing of it, and in which TraceLab's common beginnings are counted. */
    private static final int BLOCK_TOKENS = 64;

    private SessionTraces() {}

    static boolean are(DatasetFormat format) {
        return format == DatasetFormat.WEKA || format == DatasetFormat.TRACELAB;
    }

    static PlacedRows<JsonNode> rows(Path file) throws IOException {
        return JsonLines.open(file);
    }

    /** Of traces whose rows are sessions. */
    static TurnsParser<JsonNode> parser(DatasetFormat format, BlockTexts texts, DatasetOptions options) {
        var shaper = shaper(format, options);
        return new WekaParser(texts, shaper, options.timing(), shaper.blockTokens());
    }

    /** Of traces whose rows are parts of sessions. */
    static SessionGrouping grouping(DatasetFormat format, BlockTexts texts, DatasetOptions options) {
        return new TracelabGrouping(texts, shaper(format, options), options.timing());
    }

    /** @throws DatasetException when the trace is to be changed as only others can be */
    private static TraceShaper shaper(DatasetFormat format, DatasetOptions options) {
        var shape = options.shape();
        if (shape.tellsPrefixes() || shape.prefixRoots() > 1) {
            throw new DatasetException("the --synthesis multipliers of prefixes and prompts, and a file of format "
                    + format.key() + ": each of its turns says what the ones before it said; leave them out");
        }
        int blockTokens = options.blockTokens() == 0 ? BLOCK_TOKENS : options.blockTokens();
        return new TraceShaper(shape, blockTokens, 0, null);
    }
}
