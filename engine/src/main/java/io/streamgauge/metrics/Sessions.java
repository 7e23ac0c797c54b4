package io.streamgauge.metrics;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measured sessions in numbers.
 *
 * @param begun those of which a turn has ended
 * @param whole those whose every turn was answered
 * @param turnsUnsent turns of begun sessions that were never sent: after one that failed, or after the end of the time
 */
public record Sessions(long begun, long whole, long turnsUnsent) {
    /** Counts them; null when no measured request is a turn of one. */
    static @Nullable Sessions of(List<RequestRecord> all, List<RequestRecord> kept) {
        var begun = bySession(
                all.stream().filter(record -> record.phase() == Phase.MEASURE).toList());
        if (begun.isEmpty()) {
            return null;
        }
        long unsent = begun.stream()
                .mapToLong(turns -> turn(turns.getFirst()).turns() - turns.size())
                .sum();
        return new Sessions(begun.size(), whole(kept).size(), unsent);
    }

    /** Raw values of a metric of sessions: one for each that has one. */
    static double[] values(Metric metric, List<RequestRecord> kept, Formulas formulas) {
        return switch (metric) {
            case SESSION_TURNS ->
                bySession(kept).stream().mapToDouble(Collection::size).toArray();
            case SESSION_DURATION ->
                whole(kept).stream()
                        .mapToDouble(turns -> turns.stream()
                                        .mapToLong(formulas::endNanos)
                                        .max()
                                        .orElseThrow()
                                - turns.stream()
                                        .mapToLong(RequestRecord::sentNanos)
                                        .min()
                                        .orElseThrow())
                        .toArray();
            default -> throw new IllegalArgumentException(metric + " is no metric of sessions");
        };
    }

    private static List<List<RequestRecord>> whole(List<RequestRecord> kept) {
        return bySession(kept).stream()
                .filter(turns -> turns.size() == turn(turns.getFirst()).turns())
                .toList();
    }

    private static List<List<RequestRecord>> bySession(List<RequestRecord> records) {
        Map<String, List<RequestRecord>> sessions = new LinkedHashMap<>();
        for (var record : records) {
            var turn = record.session();
            if (turn != null) {
                sessions.computeIfAbsent(turn.session(), id -> new ArrayList<>())
                        .add(record);
            }
        }
        return List.copyOf(sessions.values());
    }

    private static SessionTurn turn(RequestRecord record) {
        var turn = record.session();
        if (turn == null) {
            throw new IllegalArgumentException("request " + record.request() + " is no turn of a session");
        }
        return turn;
    }
}
