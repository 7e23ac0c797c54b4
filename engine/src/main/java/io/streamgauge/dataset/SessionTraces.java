package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Traces whose sessions say when each turn came, and which turns it waited for. */
final class SessionTraces {
    private static final int WEKA_BLOCK_TOKENS = 64;

    private SessionTraces() {}

    static boolean are(DatasetFormat format) {
        return format == DatasetFormat.WEKA;
    }

    static PlacedRows<JsonNode> rows(Path file) throws IOException {
        return JsonLines.open(file);
    }

    /** @throws DatasetException when the trace is to be changed as only others can be */
    static TurnsParser<JsonNode> parser(DatasetFormat format, BlockTexts texts, DatasetOptions options) {
        var shape = options.shape();
        if (shape.tellsPrefixes() || shape.prefixRoots() > 1) {
            throw new DatasetException("the --synthesis multipliers of prefixes and prompts, and a file of format " + format.key()
                    + ": each of its turns says what the ones before it said; leave them out");
        }
        int blockTokens = options.blockTokens() == 0 ? WEKA_BLOCK_TOKENS : options.blockTokens();
        return new WekaParser(texts, new TraceShaper(shape, blockTokens, 0, null), options.timing(), blockTokens);
    }
}
