package io.streamgauge.dataset;

import io.streamgauge.prompt.SizedPrompts;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/**
 * Where the turns of a file's sessions stand: rows of one {@code session_id} in their order, wherever they are, since the last
 * row may belong to the first session. All of the file is read once, so that what is wrong with it is told beforehand; what it
 * says is read again, session by session. Holds 20 bytes a row, and of each session its name. Any thread.
 */
public final class SessionIndex implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Again again;
    private final SessionsFound found;

    /**
     * A turn of a session.
     *
     * @param index how many turns of all sessions stand before it in the file
     */
    public record Turn(Entry entry, int index) {}

    /** Makes the turns of a session of which the bytes of all rows were read again. */
    interface Again {
        /**
         * The turns of a session.
         *
         * @param indexes of each row how many turns come before it in the file
         */
        List<Turn> turns(String id, List<byte[]> rows, int[] indexes);
    }

    private SessionIndex(Path file, FileChannel channel, Again again, SessionsFound found) {
        this.file = file;
        this.channel = channel;
        this.again = again;
        this.found = found;
    }

    /**
     * Reads a file for which {@link Dataset#holdsSessions} is true.
     *
     * @param seed of the prompts of which only the length is known
     * @throws DatasetException when it cannot be read, or a row makes no sense and is not to be skipped
     */
    public static SessionIndex open(Path file, Tokenizer tokenizer, long seed, DatasetOptions options) {
        var counting = new PromptTokens(tokenizer);
        try {
            var format = Dataset.format(file, options.format());
            return switch (format) {
                case JSONL, PAYLOAD -> {
                    var traced = TracePrompts.of(file, format, tokenizer, seed, options);
                    var parser = new JsonLineParser(file, format, counting, traced);
                    yield read(file, new LineRows(file), TurnsParser.each(parser), options);
                }
                case MULTI_TURN -> read(file, new LineRows(file), new MultiTurnParser(file, counting), options);
                case INPUTS_JSON ->
                    read(
                            file,
                            JsonRows.open(file, "data"),
                            TurnsParser.each(BodyParser.genAiPerfInput(counting)),
                            options);
                case WEKA ->
                    read(
                            file,
                            SessionTraces.rows(file),
                            SessionTraces.weka(texts(tokenizer, seed, options), options),
                            options);
                case TRACELAB -> {
                    var grouping = SessionTraces.tracelab(texts(tokenizer, seed, options), options);
                    yield read(file, grouping, grouping, options);
                }
                case OTEL -> {
                    // Counting takes its time: what is too long for a model must be known beforehand, the rest when it
                    // is sent.
                    ToIntFunction<JsonNode> first = options.mostTokens() > 0 ? counting::ofMessages : messages -> 0;
                    var grouping = SessionTraces.otel(texts(tokenizer, seed, options), first, options);
                    yield read(file, grouping, grouping.counting(counting::ofMessages), options);
                }
                case DAG -> {
                    var grouping = new DagGrouping(new MultiTurnParser(file, counting));
                    yield read(file, grouping, grouping, options);
                }
                case TEXT, OPENAI_BATCH, RAW_PAYLOAD, SHAREGPT, BURSTGPT, AZURE, BAILIAN, BASETEN, SAGEMAKER ->
                    throw new DatasetException("a file of format " + format.key() + " holds no sessions");
            };
        } catch (IOException e) {
            throw new DatasetException("cannot read " + file + ": " + InputFile.reason(e), e);
        }
    }

    /** When the sessions of a trace began, in their order. */
    static long[] begins(Path file, DatasetFormat format) throws IOException {
        var options = DatasetOptions.standard();
        if (format != DatasetFormat.WEKA) {
            try (var channel = InputFile.placed(file)) {
                return SessionGroups.find(file, channel, SessionTraces.unread(format, options), options)
                        .began();
            }
        }
        try (var rows = SessionTraces.rows(file)) {
            return new SessionReading<>(file, rows, SessionTraces.weka(BlockTexts.UNREAD, options), options)
                    .all()
                    .began();
        }
    }

    private static <T> SessionIndex read(Path file, PlacedRows<T> rows, TurnsParser<T> parser, DatasetOptions options)
            throws IOException {
        try (rows) {
            var found = new SessionReading<>(file, rows, parser, options).all();
            Again again = (id, given, indexes) -> {
                var read = new ArrayList<Turn>();
                for (int row = 0; row < given.size(); row++) {
                    int index = indexes[row];
                    for (var entry : parser.turns(rows.again(given.get(row)), index)) {
                        read.add(new Turn(entry, index++));
                    }
                }
                return read;
            };
            return new SessionIndex(file, InputFile.placed(file), again, found);
        }
    }

    private static BlockTexts texts(Tokenizer tokenizer, long seed, DatasetOptions options) {
        return BlockTexts.of(new SizedPrompts(tokenizer, options.corpus().corpus(tokenizer), seed));
    }

    /** @param later makes the sessions again that {@code first} made to learn what there is */
    private static SessionIndex read(Path file, SessionGrouping first, SessionGrouping later, DatasetOptions options)
            throws IOException {
        Again again = (id, given, indexes) -> {
            var rows = given.stream().map(JsonRows::read).toList();
            var read = new ArrayList<Turn>();
            for (var entry : later.turns(id, rows)) {
                read.add(new Turn(entry, indexes[0] + read.size()));
            }
            return read;
        };
        var channel = InputFile.placed(file);
        try {
            return new SessionIndex(file, channel, again, SessionGroups.find(file, channel, first, options));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** How many sessions there are. */
    public int sessions() {
        return found.ids().size();
    }

    /** The name of one, in the order in which they begin in the file. */
    public String id(int session) {
        return found.ids().get(session);
    }

    public int turns(int session) {
        return found.turns()[session];
    }

    /** When its first turn came in the trace, or {@link Entry#ABSENT}. */
    public long beganNanos(int session) {
        return found.began()[session];
    }

    /** Bytes of the rows of all sessions. */
    public long bytes() {
        return found.rows().bytes();
    }

    /** Whether any turn says when it was sent. */
    public boolean hasTimes() {
        return found.hasTimes();
    }

    /** Whether any user thinks before a turn. */
    public boolean hasDelays() {
        return found.hasDelays();
    }

    /** Whether any session has turns beside each other. */
    public boolean branches() {
        return found.branches();
    }

    /** Rows left out because they made no sense. */
    public long skipped() {
        return found.skipped();
    }

    /** Rows left out because they were longer than the trace's shape allows. */
    public long leftOut() {
        return found.leftOut();
    }

    /**
     * What a session says. One reads at a time.
     *
     * @throws DatasetException when the file has changed or cannot be read any more
     */
    public synchronized List<Turn> read(int session) {
        var rows = found.rows();
        int first = rows.first(session);
        int end = rows.first(session + 1);
        try {
            var bytes = new ArrayList<byte[]>();
            for (int row = first; row < end; row++) {
                bytes.add(bytes(row));
            }
            var read = again.turns(id(session), bytes, Arrays.copyOfRange(rows.indexes(), first, end));
            if (read.size() != turns(session)) {
                throw new DatasetException(file + " has changed since it was first read");
            }
            return read;
        } catch (IOException | RowException e) {
            throw new DatasetException(file + " cannot be read again: " + e.getMessage(), e);
        }
    }

    private byte[] bytes(int row) throws IOException {
        var rows = found.rows();
        var bytes = ByteBuffer.allocate(rows.length(row));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, rows.start(row) + bytes.position()) < 0) {
                throw new EOFException("it has become shorter");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DatasetException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
