package io.streamgauge.dataset;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The pools of a directory, one a {@code .jsonl} file, as AIPerf has them: each request is a line of each, drawn from the seed, with the
 * texts, images, sounds and videos of all of them, in the order of the files' names. There is no end to what can be drawn. Holds 16 bytes a line.
 */
final class PoolDataset implements Dataset {
    /** So many draws in a row that make no sense are enough to give up. */
    private static final int MOST_FAILURES = 1000;

    private static final String ENDING = ".jsonl";

    private final List<Pool> pools;
    private final RowParser<String> parser;
    private final DatasetOptions options;
    private int entries;
    private long skipped;

    /** A file and what is drawn from it. */
    private record Pool(Path file, IndexedLineRows lines) {
        String place() {
            return file + ":" + lines.line();
        }
    }

    private PoolDataset(List<Pool> pools, RowParser<String> parser, DatasetOptions options) {
        this.pools = pools;
        this.parser = parser;
        this.options = options;
    }

    /** @throws DatasetException where it has no pool, or one without a line */
    static PoolDataset open(
            Path directory, PromptTokens counting, TracePrompts traced, long seed, DatasetOptions options)
            throws IOException {
        var files = files(directory);
        if (files.isEmpty()) {
            throw new DatasetException("no pool in it; expected " + ENDING + " files, packed by gzip or not");
        }
        var parser = new JsonLineParser(files.getFirst(), DatasetFormat.JSONL, counting, traced);
        var seeds = new SplittableRandom(seed);
        var pools = new ArrayList<Pool>();
        var opened = new PoolDataset(pools, parser, options);
        try {
            for (var file : files) {
                var lines = IndexedLineRows.open(file, FileOrder.RANDOM, seeds.nextLong());
                pools.add(new Pool(file, lines));
                if (lines.isEmpty()) {
                    throw new DatasetException(file.getFileName() + " has no line; take it out");
                }
            }
            return opened;
        } catch (IOException | DatasetException e) {
            opened.close();
            throw e;
        }
    }

    /** Files that lines may name lie beside the pools. */
    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            var files = all.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith(".")
                            && !MediaSource.isImage(file)
                            && !MediaSource.isAudio(file)
                            && !MediaSource.isVideo(file))
                    .sorted()
                    .toList();
            for (var file : files) {
                if (!InputFile.nameInside(file).endsWith(ENDING)) {
                    throw new DatasetException(file.getFileName() + " is neither a pool, whose name ends with " + ENDING
                            + ", nor an image, sound or video; take it out");
                }
            }
            return files;
        }
    }

    @Override
    public @Nullable Entry next() {
        for (int failures = 1; ; failures++) {
            try {
                var entry = parser.parse(drawn().toString(), entries);
                if (entry == null) {
                    throw new RowException("longer than --synthesis-max-isl");
                }
                options.checkLength(entry);
                entries++;
                return entry;
            } catch (RowException e) {
                if (options.invalid() == Invalid.FAIL || failures == MOST_FAILURES) {
                    var places = pools.stream().map(Pool::place).collect(Collectors.joining(" with "));
                    throw new DatasetException(places + ": " + e.getMessage(), e);
                }
                skipped++;
            } catch (IOException e) {
                throw new DatasetException("cannot read the pools: " + InputFile.reason(e), e);
            }
        }
    }

    private ObjectNode drawn() throws IOException {
        // All are drawn before any is looked at: what is drawn next must not depend on what made no sense.
        var lines = new ArrayList<String>();
        for (var pool : pools) {
            lines.add(pool.lines().drawn());
        }
        var rows = lines.stream().map(JsonFields::object).toList();
        return rows.size() == 1 ? rows.getFirst() : mixed(rows);
    }

    /** Texts, images, sounds and videos of all; of what else they say the first to say it counts. */
    private static ObjectNode mixed(List<ObjectNode> rows) {
        var mixed = JsonNodeFactory.instance.objectNode();
        for (var row : rows) {
            if (row.has("messages")) {
                throw new RowException(
                        "\"messages\" cannot be mixed with what other pools say; expected text, image, audio or video");
            }
            add(mixed, "texts", JsonLineParser.texts(row));
            add(mixed, "images", JsonLineParser.images(row));
            add(mixed, "audios", JsonLineParser.sounds(row));
            add(mixed, "videos", JsonLineParser.videos(row));
        }
        for (var row : rows) {
            row.properties().stream()
                    .filter(field -> !JsonLineParser.isContent(field.getKey()))
                    .forEach(field -> mixed.putIfAbsent(field.getKey(), field.getValue()));
        }
        return mixed;
    }

    private static void add(ObjectNode mixed, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(mixed.withArray("/" + name)::add);
        }
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() {
        for (var pool : pools) {
            try {
                pool.lines().close();
            } catch (IOException e) {
                throw new DatasetException("cannot close " + pool.file() + ": " + e.getMessage(), e);
            }
        }
    }
}
