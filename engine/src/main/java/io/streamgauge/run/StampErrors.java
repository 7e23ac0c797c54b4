package io.streamgauge.run;

import io.streamgauge.health.ClientHealth;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.mock.RequestTruth;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far a run's token times are from those at which the built-in server wrote the tokens. Both are on one clock, so both
 * must have been measured on one machine.
 *
 * @param delay how much later than its write each token was stamped, in µs; null when there is none
 * @param steadyDelay the same of the tokens that were written from a fifth to nine tenths of all: without the start of streams and
 *     their end; null when there is none
 * @param ttft client's time to first token less the server's, a request each, in µs; null when there is none
 * @param itl client's mean gap of a request less the server's, in µs; null when there is none
 * @param requests requests compared
 * @param unknown requests that the server does not know of
 * @param miscounted requests of which the client saw another number of tokens than the server wrote
 * @param failed requests that failed
 */
public record StampErrors(
        @Nullable Statistics delay,
        @Nullable Statistics steadyDelay,
        @Nullable Statistics ttft,
        @Nullable Statistics itl,
        int requests,
        int unknown,
        int miscounted,
        int failed) {
    private static final double MICROS = 1e-3;

    /** Compares the measured requests with the server's truth, by the id of each answer. */
    public static StampErrors of(List<RequestRecord> records, Map<String, RequestTruth> truths) {
        List<Pair> pairs = new ArrayList<>();
        int unknown = 0;
        int miscounted = 0;
        int failed = 0;
        for (RequestRecord record : records) {
            if (record.phase() != Phase.MEASURE) {
                continue;
            }
            RequestTruth truth = record.responseId() == null ? null : truths.get(record.responseId());
            if (record.status() != Status.OK) {
                failed++;
            } else if (truth == null) {
                unknown++;
            } else if (truth.events() != record.tokenTimes().count() || truth.events() == 0) {
                miscounted++;
            } else {
                pairs.add(new Pair(record.tokenTimes().toArray(), truth.writeNanos(), record.sentNanos(), truth));
            }
        }
        return new StampErrors(
                statistics(delays(pairs, Long.MIN_VALUE, Long.MAX_VALUE)),
                statistics(steadyDelays(pairs)),
                statistics(pairs.stream()
                        .mapToDouble(pair ->
                                (pair.seen[0] - pair.sentNanos) - (pair.written[0] - pair.truth.receivedNanos()))
                        .toArray()),
                statistics(pairs.stream()
                        .filter(pair -> pair.seen.length > 1)
                        .mapToDouble(pair -> meanGap(pair.seen) - meanGap(pair.written))
                        .toArray()),
                pairs.size(),
                unknown,
                miscounted,
                failed);
    }

    /** Whether every request arrived whole. */
    public boolean complete() {
        return requests > 0 && unknown == 0 && miscounted == 0 && failed == 0;
    }

    /** Within this class, which changes no array. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Pair(long[] seen, long[] written, long sentNanos, RequestTruth truth) {}

    private static double[] steadyDelays(List<Pair> pairs) {
        long[] written = pairs.stream()
                .flatMapToLong(pair -> Arrays.stream(pair.written))
                .sorted()
                .toArray();
        return written.length == 0
                ? new double[0]
                : delays(
                        pairs,
                        written[(int) (ClientHealth.STEADY_FROM * written.length)],
                        written[(int) (ClientHealth.STEADY_TO * written.length)]);
    }

    /** Of the tokens that were written between these moments, the second left out. */
    private static double[] delays(List<Pair> pairs, long fromNanos, long toNanos) {
        return pairs.stream()
                .flatMapToDouble(pair -> IntStream.range(0, pair.seen.length)
                        .filter(i -> pair.written[i] >= fromNanos && pair.written[i] < toNanos)
                        .mapToDouble(i -> pair.seen[i] - pair.written[i]))
                .toArray();
    }

    private static double meanGap(long[] nanos) {
        return (double) (nanos[nanos.length - 1] - nanos[0]) / (nanos.length - 1);
    }

    private static @Nullable Statistics statistics(double[] nanos) {
        return nanos.length == 0 ? null : Statistics.of(nanos, MICROS);
    }
}
