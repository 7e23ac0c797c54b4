package io.streamgauge.metrics;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The measured requests that failed, by what happened.
 *
 * @param count all of them
 * @param byStatus only statuses that occurred
 * @param kinds the most frequent kinds first, at most {@link #MAX_KINDS}
 * @param inOtherKinds failures of kinds beyond those listed
 */
public record Failures(long count, Map<Status, Long> byStatus, List<Kind> kinds, long inOtherKinds) {
    /** More kinds than this are added up. */
    public static final int MAX_KINDS = 20;

    public Failures {
        byStatus = Map.copyOf(byStatus);
        kinds = List.copyOf(kinds);
    }

    /** Failures with the same status, HTTP status (0: none) and message. */
    public record Kind(Status status, int httpStatus, String message, long count) {}

    private record Key(Status status, int httpStatus, String message) {}

    static Failures of(List<RequestRecord> all) {
        var byKind = new HashMap<Key, Long>();
        var byStatus = new EnumMap<Status, Long>(Status.class);
        long count = 0;
        for (var record : all) {
            if (record.phase() == Phase.MEASURE && record.status() != Status.OK) {
                var error = record.error();
                var key = new Key(record.status(), record.httpStatus(), error == null ? "" : error);
                byKind.merge(key, 1L, Long::sum);
                byStatus.merge(record.status(), 1L, Long::sum);
                count++;
            }
        }
        var sorted = byKind.entrySet().stream()
                .map(entry -> new Kind(
                        entry.getKey().status(),
                        entry.getKey().httpStatus(),
                        entry.getKey().message(),
                        entry.getValue()))
                .sorted(Comparator.comparingLong(Kind::count)
                        .reversed()
                        .thenComparing(Kind::status)
                        .thenComparingInt(Kind::httpStatus)
                        .thenComparing(Kind::message))
                .toList();
        long inOther = sorted.stream().skip(MAX_KINDS).mapToLong(Kind::count).sum();
        return new Failures(count, byStatus, sorted.stream().limit(MAX_KINDS).toList(), inOther);
    }
}
