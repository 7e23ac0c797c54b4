package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first reading of a file whose rows hold turns each, in the order of their sessions. */
final class SessionReading<T> {
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

    SessionReading(Path file, PlacedRows<T> rows, TurnsParser<T> parser, DatasetOptions options) {
        this.rows = rows;
        this.parser = parser;
        this.options = options;
        this.troubles = new RowTroubles(file, rows, options.invalid());
    }

    /** Reads all of it. */
    SessionsFound all() {
        while (troubles.next(this::next)) {}
        return new SessionsFound(
                places.grouped(turns.size()),
                ids,
                turns.stream().mapToInt(Integer::intValue).toArray(),
                began.stream().mapToLong(Long::longValue).toArray(),
                troubles.skipped(),
                leftOut,
                hasTimes,
                hasDelays,
                branches);
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
        branches |= SessionsFound.branch(entries);
        hasDelays |= entries.stream().anyMatch(entry -> entry.delayNanos() > 0);
        rowsRead++;
        turnsRead = Math.addExact(turnsRead, entries.size());
        return true;
    }
}
