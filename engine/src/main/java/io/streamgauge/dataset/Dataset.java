package io.streamgauge.dataset;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The requests of a file, read as they are asked for. One thread at a time. */
public interface Dataset extends AutoCloseable {
    /**
     * The next request, or null when there are no more.
     *
     * @throws DatasetException when the file cannot be read, or a row makes no sense and is not to be skipped
     */
    @Nullable
    Entry next();

    /** Rows left out because they made no sense. */
    long skipped();

    /** Rows left out because they were longer than the trace's shape allows. */
    default long leftOut() {
        return 0;
    }

    @Override
    void close();

    /**
     * Opens a file, or a directory: with {@code queries.jsonl} and {@code passages.jsonl}, with images and sounds, with pools, with bodies, or with
     * SageMaker's captures. The tokenizer counts prompts and makes those of which only the length is known.
     *
     * @param seed of the prompts that are made
     * @throws DatasetException when it cannot be read
     */
    static Dataset open(Path file, Tokenizer tokenizer, long seed, DatasetOptions options) {
        var counting = new PromptTokens(tokenizer);
        try {
            if (Files.isDirectory(file)) {
                return DirectoryDatasets.open(file, tokenizer, seed, options);
            }
            var format = format(file, options.format());
            checkOrder(format, options);
            return switch (format) {
                case TEXT -> new RowDataset<>(file, lines(file, seed, options), new TextParser(counting), options);
                case JSONL, PAYLOAD -> {
                    var traced = TracePrompts.of(file, format, tokenizer, seed, options);
                    var parser = new JsonLineParser(file, format, counting, traced);
                    yield new RowDataset<>(file, lines(file, seed, options), parser, options, traced.shaper());
                }
                case MULTI_TURN, WEKA, TRACELAB, OTEL, DAG ->
                    throw new DatasetException("it holds sessions of several turns; give an API of conversations");
                case OPENAI_BATCH ->
                    new RowDataset<>(file, lines(file, seed, options), BodyParser.batchLine(counting), options);
                case RAW_PAYLOAD ->
                    new RowDataset<>(file, lines(file, seed, options), BodyParser.line(counting), options);
                case INPUTS_JSON ->
                    new RowDataset<>(file, JsonRows.open(file, "data"), BodyParser.genAiPerfInput(counting), options);
                case SHAREGPT ->
                    new RowDataset<>(file, JsonRows.open(file, null), new ShareGptParser(counting), options);
                case BURSTGPT, AZURE -> {
                    var traced = TracePrompts.of(file, format, tokenizer, seed, options);
                    var parser = new TraceParser(format, traced);
                    yield new RowDataset<>(file, new LineRows(file), parser, options, traced.shaper());
                }
                case BAILIAN, BASETEN, SAGEMAKER -> {
                    var traced = TracePrompts.of(file, format, tokenizer, seed, options);
                    var parser = new RecordedParser(format, counting, traced);
                    yield new RowDataset<>(file, lines(file, seed, options), parser, options, traced.shaper());
                }
            };
        } catch (IOException e) {
            throw new DatasetException("cannot read " + file + ": " + InputFile.reason(e), e);
        } catch (DatasetException e) {
            throw new DatasetException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether a file's first row names a session, so that its rows are turns of such; false where it cannot be read.
     *
     * @param format null to guess it
     * @param conversations whether rows that are a turn each can be turns, and not requests that stand alone
     */
    static boolean holdsSessions(Path file, @Nullable DatasetFormat format, boolean conversations) {
        if (!Files.isRegularFile(NamedTable.of(file).file())) {
            return false;
        }
        try {
            return switch (format(file, format)) {
                case MULTI_TURN, WEKA, TRACELAB, OTEL, DAG -> true;
                case JSONL, PAYLOAD -> {
                    try (var rows = new LineRows(file)) {
                        var first = rows.next();
                        yield conversations
                                && first != null
                                && JsonFields.object(first).hasNonNull("session_id");
                    }
                }
                case INPUTS_JSON -> {
                    try (var rows = JsonRows.open(file, "data")) {
                        var first = rows.next();
                        yield conversations && first != null && first.hasNonNull("session_id");
                    }
                }
                case TEXT, OPENAI_BATCH, RAW_PAYLOAD, SHAREGPT, BURSTGPT, AZURE, BAILIAN, BASETEN, SAGEMAKER -> false;
            };
        } catch (IOException | DatasetException | RowException e) {
            return false;
        }
    }

    /**
     * Whether a file says in its format's own way when its requests came, and not by a time in milliseconds.
     *
     * @param format null to guess it
     */
    static boolean tellsMoments(Path file, @Nullable DatasetFormat format) {
        try {
            var read = format(file, format);
            return SessionTraces.are(read)
                    || read == DatasetFormat.AZURE
                    || read == DatasetFormat.BURSTGPT
                    || RecordedMoments.tells(read);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * When the requests of such a file came, from the first one on, or where it holds sessions, when these began.
     *
     * @param mostInput longer requests do not count, but in sessions; 0 for no limit
     * @throws DatasetException when it is no such file, or a row makes no sense
     */
    static long[] moments(Path file, @Nullable DatasetFormat format, int mostInput) {
        try {
            var read = format(file, format);
            if (SessionTraces.are(read)) {
                return SessionIndex.begins(file, read);
            }
            try (var rows = inOrder(file, read)) {
                return moments(file, rows, moments(read, mostInput == 0 ? Integer.MAX_VALUE : mostInput));
            }
        } catch (IOException e) {
            throw new DatasetException("cannot read " + file + ": " + InputFile.reason(e), e);
        }
    }

    private static Rows<String> inOrder(Path file, DatasetFormat format) throws IOException {
        try {
            return Files.isDirectory(file) ? DirectoryRows.open(file, format) : new LineRows(file);
        } catch (DatasetException e) {
            throw new DatasetException(file + ": " + e.getMessage(), e);
        }
    }

    private static long[] moments(Path file, Rows<String> rows, ToLongFunction<String> parser) {
        var troubles = new RowTroubles(file, rows, DatasetOptions.Invalid.FAIL);
        var moments = LongStream.builder();
        for (var row = troubles.next(rows::next); row != null; row = troubles.next(rows::next)) {
            var text = row;
            long moment = troubles.next(() -> parser.applyAsLong(text));
            if (moment != Entry.ABSENT) {
                moments.add(moment);
            }
        }
        return moments.build().toArray();
    }

    private static ToLongFunction<String> moments(DatasetFormat format, int mostInput) {
        if (RecordedMoments.tells(format)) {
            var moments = new RecordedMoments(format);
            return row -> {
                var fields = JsonFields.object(row);
                long moment = moments.moment(fields);
                return fields.path("input_length").asInt(0) > mostInput ? Entry.ABSENT : moment;
            };
        }
        var moments = new TraceMoments(format);
        return row -> {
            var cells = TraceMoments.cells(row);
            long moment = moments.moment(cells);
            return moment != Entry.ABSENT && moments.inputTokens(cells) > mostInput ? Entry.ABSENT : moment;
        };
    }

    /** The same file without what came earlier or later in its trace, where it says when. */
    default Dataset within(long fromNanos, long toNanos) {
        return new DatasetWithin(this, fromNanos, toNanos);
    }

    private static Rows<String> lines(Path file, long seed, DatasetOptions options) throws IOException {
        return options.order() == FileOrder.SEQUENTIAL
                ? new LineRows(file)
                : IndexedLineRows.open(file, options.order(), seed);
    }

    private static void checkOrder(DatasetFormat format, DatasetOptions options) {
        boolean linesStandAlone = switch (format) {
            case TEXT, JSONL, PAYLOAD, OPENAI_BATCH, RAW_PAYLOAD, MULTI_TURN, BAILIAN -> true;
            case SHAREGPT, INPUTS_JSON, BURSTGPT, AZURE, BASETEN, SAGEMAKER, WEKA, TRACELAB, OTEL, DAG -> false;
        };
        if (options.order() != FileOrder.SEQUENTIAL && !linesStandAlone) {
            throw new DatasetException(
                    "a file of format " + format.key() + " is read in its own order; expected sequential");
        }
    }

    /** What a file holds, as it was said or by its name and beginning. */
    static DatasetFormat format(Path file, @Nullable DatasetFormat said) throws IOException {
        if (Files.isDirectory(file)) {
            var read = DirectoryDatasets.formatOfFiles(file, said);
            if (read == null) {
                throw new IOException("it is a directory");
            }
            return read;
        }
        return said == null ? guess(file) : said;
    }

    private static DatasetFormat guess(Path file) throws IOException {
        try (var stream = InputFile.open(file)) {
            var head = new String(stream.readNBytes(1 << 16), StandardCharsets.UTF_8)
                    .replaceFirst("^\ufeff", "")
                    .stripLeading();
            return DatasetFormat.guess(InputFile.nameInside(file), head);
        }
    }

    /** Reads everything; for files that are known to be small. */
    default List<Entry> readAll() {
        var entries = new ArrayList<Entry>();
        for (var entry = next(); entry != null; entry = next()) {
            entries.add(entry);
        }
        return entries;
    }
}
