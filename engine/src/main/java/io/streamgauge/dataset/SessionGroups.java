package io.streamgauge.dataset;

import io.streamgauge.dataset.DatasetOptions.Invalid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Finds the sessions of a file in which the rows of one may stand anywhere, and may be of several: its rows are read once to learn
 * what belongs together, and then session by session, to learn whether that makes sense. Holds 32 bytes a row.
 */
final class SessionGroups {
    private final Path file;
    private final SessionGrouping grouping;
    private final DatasetOptions options;
    private final Map<String, List<Row>> parts = new LinkedHashMap<>();
    private long skipped;

    /** Where a row is. */
    private record Row(long start, int length, long line) {}

    /** A session as it was found. */
    private record Found(String id, List<Row> rows, int turns, long beganNanos) {}

    private SessionGroups(Path file, SessionGrouping grouping, DatasetOptions options) {
        this.file = file;
        this.grouping = grouping;
        this.options = options;
    }

    /**
     * Reads all of a file.
     *
     * @param channel the bytes of the file by their places
     * @throws DatasetException when the file cannot be read, or a row makes no sense and is not to be skipped
     */
    static SessionsFound find(Path file, FileChannel channel, SessionGrouping grouping, DatasetOptions options)
            throws IOException {
        return new SessionGroups(file, grouping, options).find(channel);
    }

    private SessionsFound find(FileChannel channel) throws IOException {
        readRows();
        Map<String, List<Row>> sessions = new LinkedHashMap<>();
        parts.forEach((name, rows) -> grouping.sessions(name)
                .forEach(session -> sessions.computeIfAbsent(session, absent -> new ArrayList<>())
                        .addAll(rows)));
        List<Found> found = new ArrayList<>();
        boolean delays = false;
        boolean times = false;
        boolean branches = false;
        for (var session : sessions.entrySet()) {
            var entries = entries(channel, session.getKey(), session.getValue());
            if (!entries.isEmpty()) {
                var began = entries.getFirst().atNanos();
                found.add(new Found(session.getKey(), session.getValue(), entries.size(), began));
                times |= began != Entry.ABSENT;
                delays |= entries.stream().anyMatch(entry -> entry.delayNanos() > 0);
                branches |= SessionsFound.branch(entries);
            }
        }
        if (grouping.isByTime()) {
            found.sort(Comparator.comparingLong(Found::beganNanos));
        }
        return new SessionsFound(
                places(found),
                found.stream().map(Found::id).toList(),
                found.stream().mapToInt(Found::turns).toArray(),
                found.stream().mapToLong(Found::beganNanos).toArray(),
                skipped,
                grouping.leftOut(),
                times,
                delays,
                branches);
    }

    private void readRows() throws IOException {
        try (var rows = JsonLines.open(file)) {
            var troubles = new RowTroubles(file, rows, options.invalid());
            while (troubles.next(() -> readRow(rows))) {}
            skipped = troubles.skipped();
        }
    }

    private boolean readRow(PlacedRows<JsonNode> rows) throws IOException {
        var row = rows.next();
        if (row == null) {
            return false;
        }
        var place = new Row(rows.startByte(), rows.lengthBytes(), rows.line());
        grouping.names(row, rows.line())
                .forEach(name -> parts.computeIfAbsent(name, absent -> new ArrayList<>(1))
                        .add(place));
        return true;
    }

    private List<Entry> entries(FileChannel channel, String session, List<Row> places) throws IOException {
        places.sort(Comparator.comparingLong(Row::start));
        try {
            var rows = new ArrayList<JsonNode>();
            for (var place : places) {
                var bytes = ByteBuffer.allocate(place.length());
                while (bytes.hasRemaining() && channel.read(bytes, place.start() + bytes.position()) >= 0) {}
                rows.add(JsonRows.read(bytes.array()));
            }
            var entries = grouping.turns(session, rows);
            entries.forEach(options::checkLength);
            return entries;
        } catch (RowException e) {
            if (options.invalid() == Invalid.FAIL) {
                var at = places.isEmpty() ? "" : ":" + places.getFirst().line();
                throw new DatasetException(file + at + ": session \"" + session + "\": " + e.getMessage(), e);
            }
            skipped++;
            return List.of();
        }
    }

    private static SessionRows places(List<Found> found) {
        int count = found.stream().mapToInt(session -> session.rows().size()).sum();
        var rows = new SessionRows(new int[found.size() + 1], new long[count], new int[count], new int[count]);
        int next = 0;
        int turns = 0;
        for (int session = 0; session < found.size(); session++) {
            Arrays.fill(rows.indexes(), next, next + found.get(session).rows().size(), turns);
            for (var row : found.get(session).rows()) {
                rows.starts()[next] = row.start();
                rows.lengths()[next++] = row.length();
            }
            rows.firsts()[session + 1] = next;
            turns = Math.addExact(turns, found.get(session).turns());
        }
        return rows;
    }
}
