package io.streamgauge.dataset;

import io.streamgauge.prompt.SizedPrompts;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the turns of a file's sessions stand: rows of one {@code session_id} in their order, wherever they are, since the last
 * row may belong to the first session. All of the file is read once, so that what is wrong with it is told beforehand; what it
 * says is read again, session by session. Holds 20 bytes a row, and of each session its name. Any thread.
 */
public final class SessionIndex implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Again again;
    private final SessionRows rows;
    private final List<String> ids;
    private final int[] turns;
    private final long[] began;
    private final long skipped;
    private final long leftOut;
    private final boolean hasTimes;
    private final boolean hasDelays;
    private final boolean branches;

    /**
     * A turn of a session.
     *
     * @param index how many turns of all sessions stand before it in the file
     */
    public record Turn(Entry entry, int index) {}

    /** Makes the turns of a row of which the bytes were read again. */
    private interface Again {
        List<Entry> turns(byte[] row, int index);
    }

    private SessionIndex(Path file, FileChannel channel, Again again, Reading<?> read) {
        this.file = file;
        this.channel = channel;
        this.again = again;
        this.rows = read.places.grouped(read.turns.size());
        this.ids = List.copyOf(read.ids);
        this.turns = read.turns.stream().mapToInt(Integer::intValue).toArray();
        this.began = read.began.stream().mapToLong(Long::longValue).toArray();
        this.skipped = read.troubles.skipped();
        this.leftOut = read.leftOut;
        this.hasTimes = read.hasTimes;
        this.hasDelays = read.hasDelays;
        this.branches = read.branches;
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
                case WEKA -> {
                    var prompts = new SizedPrompts(tokenizer, options.corpus().corpus(tokenizer), seed);
                    yield read(
                            file,
                            SessionTraces.rows(file),
                            SessionTraces.parser(format, BlockTexts.of(prompts), options),
                            options);
                }
                case TEXT, OPENAI_BATCH, RAW_PAYLOAD, SHAREGPT, BURSTGPT, AZURE, BAILIAN, BASETEN, SAGEMAKER ->
                    throw new DatasetException("a file of format " + format.key() + " holds no sessions");
            };
        } catch (IOException e) {
            throw new DatasetException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** When the sessions of a trace began, in their order. */
    static long[] begins(Path file, DatasetFormat format) throws IOException {
        var options = DatasetOptions.standard();
        try (var rows = SessionTraces.rows(file)) {
            var reading = new Reading<>(file, rows, SessionTraces.parser(format, BlockTexts.UNREAD, options), options);
            reading.all();
            return reading.began.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private static <T> SessionIndex read(Path file, PlacedRows<T> rows, TurnsParser<T> parser, DatasetOptions options)
            throws IOException {
        try (rows) {
            var reading = new Reading<>(file, rows, parser, options);
            reading.all();
            Again again = (row, index) -> parser.turns(rows.again(row), index);
            return new SessionIndex(file, FileChannel.open(file), again, reading);
        }
    }

    /** The first reading of a file. */
    private static final class Reading<T> {
        private final PlacedRows<T> rows;
        private final TurnsParser<T> parser;
        private final DatasetOptions options;
        private final RowTroubles troubles;
        private final RowPlaces places = new RowPlaces();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> ids = new ArrayList<>();
        private final List<Integer> turns = new ArrayList<>();
        private final List<Long> began = new ArrayList<>();
        private long leftOut;
        private int rowsRead;
        private int turnsRead;
        private boolean hasTimes;
        private boolean hasDelays;
        private boolean branches;

        Reading(Path file, PlacedRows<T> rows, TurnsParser<T> parser, DatasetOptions options) {
            this.rows = rows;
            this.parser = parser;
            this.options = options;
            this.troubles = new RowTroubles(file, rows, options.invalid());
        }

        void all() {
            while (troubles.next(this::next)) {}
        }

        private boolean next() throws IOException {
            T row = rows.next();
            if (row == null) {
                return false;
            }
            var entries = parser.turns(row, turnsRead);
            if (entries.isEmpty()) {
                leftOut++;
                return true;
            }
            entries.forEach(options::checkLength);
            var first = entries.getFirst();
            var id = first.session() == null ? "line-" + (rowsRead + 1) : first.session();
            var known = numbers.get(id);
            if (known != null && first.follows() != null) {
                throw new RowException("session \"" + id + "\" stands in the file before; expected each once");
            }
            if (known != null && first.prompt().prefix() != null) {
                throw new RowException("a system message for all of session \"" + id + "\", which has begun before");
            }
            int session = known == null ? ids.size() : known;
            if (known == null) {
                numbers.put(id, session);
                ids.add(id);
                turns.add(0);
                began.add(first.atNanos());
            }
            places.add(rows.startByte(), rows.lengthBytes(), turnsRead, session);
            turns.set(session, turns.get(session) + entries.size());
            hasTimes |= entries.stream().anyMatch(entry -> entry.atNanos() != Entry.ABSENT);
            branches |= branch(entries);
            hasDelays |= entries.stream().anyMatch(entry -> entry.delayNanos() > 0);
            rowsRead++;
            turnsRead = Math.addExact(turnsRead, entries.size());
            return true;
        }

        private static boolean branch(List<Entry> entries) {
            for (int place = 0; place < entries.size(); place++) {
                var follows = entries.get(place).follows();
                if (follows != null && !follows.isInLine(place)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** How many sessions there are. */
    public int sessions() {
        return ids.size();
    }

    /** The name of one, in the order in which they begin in the file. */
    public String id(int session) {
        return ids.get(session);
    }

    public int turns(int session) {
        return turns[session];
    }

    /** When its first turn came in the trace, or {@link Entry#ABSENT}. */
    public long beganNanos(int session) {
        return began[session];
    }

    /** Bytes of the rows of all sessions. */
    public long bytes() {
        return rows.bytes();
    }

    /** Whether any turn says when it was sent. */
    public boolean hasTimes() {
        return hasTimes;
    }

    /** Whether any user thinks before a turn. */
    public boolean hasDelays() {
        return hasDelays;
    }

    /** Whether any session has turns beside each other. */
    public boolean branches() {
        return branches;
    }

    /** Rows left out because they made no sense. */
    public long skipped() {
        return skipped;
    }

    /** Rows left out because they were longer than the trace's shape allows. */
    public long leftOut() {
        return leftOut;
    }

    /**
     * What a session says. One reads at a time.
     *
     * @throws DatasetException when the file has changed or cannot be read any more
     */
    public synchronized List<Turn> read(int session) {
        var read = new ArrayList<Turn>(turns[session]);
        try {
            for (int row = rows.first(session); row < rows.first(session + 1); row++) {
                int index = rows.index(row);
                for (var entry : again.turns(bytes(row), index)) {
                    read.add(new Turn(entry, index++));
                }
            }
        } catch (IOException | RowException e) {
            throw new DatasetException(file + " cannot be read again: " + e.getMessage(), e);
        }
        if (read.size() != turns[session]) {
            throw new DatasetException(file + " has changed since it was first read");
        }
        return read;
    }

    private byte[] bytes(int row) throws IOException {
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
