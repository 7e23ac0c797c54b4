package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/** Traces whose sessions say when each turn came, and which turns it waited for. */
final class SessionTraces {
    /** What WEKA's traces have that say nothing of it, and in which TraceLab's common beginnings are counted. */
    private static final int BLOCK_TOKENS = 64;

    private SessionTraces() {}

    static boolean are(DatasetFormat format) {
        return format == DatasetFormat.WEKA || format == DatasetFormat.TRACELAB || format == DatasetFormat.OTEL;
    }

    static PlacedRows<JsonNode> rows(Path file) throws IOException {
        return JsonLines.open(file);
    }

    static TurnsParser<JsonNode> weka(BlockTexts texts, DatasetOptions options) {
        var shaper = shaper(DatasetFormat.WEKA, options);
        return new WekaParser(texts, shaper, options.timing(), shaper.blockTokens());
    }

    static TracelabGrouping tracelab(BlockTexts texts, DatasetOptions options) {
        return new TracelabGrouping(texts, shaper(DatasetFormat.TRACELAB, options), options.timing());
    }

    /** @param counting tokens of messages */
    static OtelGrouping otel(BlockTexts texts, ToIntFunction<JsonNode> counting, DatasetOptions options) {
        return new OtelGrouping(texts, counting, shaper(DatasetFormat.OTEL, options), options.timing());
    }

    /** For who does not read what the sessions say. */
    static SessionGrouping unread(DatasetFormat format, DatasetOptions options) {
        return format == DatasetFormat.OTEL
                ? otel(BlockTexts.UNREAD, messages -> 0, options)
                : tracelab(BlockTexts.UNREAD, options);
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
