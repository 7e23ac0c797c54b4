package io.streamgauge.metrics;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
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
        var begun = spans(all.stream().filter(record -> record.phase() == Phase.MEASURE), RequestRecord::endNanos);
        if (begun.isEmpty()) {
            return null;
        }
        long whole = spans(kept.stream(), RequestRecord::endNanos).stream()
                .filter(Span::isWhole)
                .count();
        return new Sessions(
                begun.size(), whole, begun.stream().mapToLong(Span::unsent).sum());
    }

    /** Raw values of a metric of sessions: one for each that has one. */
    static double[] values(Metric metric, List<RequestRecord> kept, Formulas formulas) {
        var spans = spans(kept.stream(), formulas::endNanos).stream();
        return switch (metric) {
            case SESSION_TURNS -> spans.mapToDouble(span -> span.turns).toArray();
            case SESSION_DURATION ->
                spans.filter(Span::isWhole).mapToDouble(Span::nanos).toArray();
            default -> throw new IllegalArgumentException(metric + " is no metric of sessions");
        };
    }

    /** Each session's turns among {@code records}, none of which is held: there may be more than fit into memory. */
    private static Collection<Span> spans(Stream<RequestRecord> records, ToLongFunction<RequestRecord> endNanos) {
        Map<String, Span> spans = new LinkedHashMap<>();
        records.forEach(record -> {
            var turn = record.session();
            if (turn != null) {
                spans.computeIfAbsent(turn.session(), name -> new Span(turn.turns()))
                        .add(record.sentNanos(), endNanos.applyAsLong(record));
            }
        });
        return spans.values();
    }

    /** What gathers of one session. */
    private static final class Span {
        private final int planned;
        private int turns;
        private long sent = Long.MAX_VALUE;
        private long end = Long.MIN_VALUE;

        private Span(int planned) {
            this.planned = planned;
        }

        private void add(long sentNanos, long endNanos) {
            turns++;
            sent = Math.min(sent, sentNanos);
            end = Math.max(end, endNanos);
        }

        private boolean isWhole() {
            return turns == planned;
        }

        private int unsent() {
            return planned - turns;
        }

        private long nanos() {
            return end - sent;
        }
    }
}
