package io.streamgauge.run;

import io.streamgauge.health.ClientHealth;
import io.streamgauge.metrics.Distribution;
import io.streamgauge.metrics.Longs;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.mock.RequestTruth;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import io.streamgauge.record.TokenTimes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.DoubleStream;
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

    /** What the server did, an answer at a time: of a long run it is too much to hold. */
    @FunctionalInterface
    public interface Truths {
        /** Tells each answer once. */
        void forEach(Consumer<RequestTruth> action) throws IOException;
    }

    /**
     * Compares the measured requests with the server's truth, by the id of each answer.
     *
     * @param records are gone through several times
     */
    public static StampErrors of(List<RequestRecord> records, Truths truths) throws IOException {
        Map<String, Written> known = new HashMap<>();
        truths.forEach(truth -> known.put(truth.id(), Written.of(truth)));
        List<Pair> pairs = new ArrayList<>();
        DoubleStream.Builder ttft = DoubleStream.builder();
        DoubleStream.Builder itl = DoubleStream.builder();
        int unknown = 0;
        int miscounted = 0;
        int failed = 0;
        for (int i = 0; i < records.size(); i++) {
            RequestRecord record = records.get(i);
            if (record.phase() != Phase.MEASURE) {
                continue;
            }
            Written written = record.responseId() == null ? null : known.get(record.responseId());
            if (record.status() != Status.OK) {
                failed++;
            } else if (written == null) {
                unknown++;
            } else if (written.times.count() != record.tokenTimes().count() || written.times.count() == 0) {
                miscounted++;
            } else {
                pairs.add(new Pair(records, i, written.times));
                TokenTimes seen = record.tokenTimes();
                ttft.add(
                        (double) (seen.first() - record.sentNanos()) - (written.times.first() - written.receivedNanos));
                if (seen.count() > 1) {
                    itl.add(meanGap(seen) - meanGap(written.times));
                }
            }
        }
        return new StampErrors(
                statistics(action -> pairs.forEach(pair -> pair.delays(Long.MIN_VALUE, Long.MAX_VALUE, action))),
                steadyDelay(pairs),
                statistics(ttft.build().toArray()),
                statistics(itl.build().toArray()),
                pairs.size(),
                unknown,
                miscounted,
                failed);
    }

    /** Whether every request arrived whole. */
    public boolean complete() {
        return requests > 0 && unknown == 0 && miscounted == 0 && failed == 0;
    }

    /** When an answer's tokens were written, in two or three bytes each. */
    private record Written(TokenTimes times, long receivedNanos) {
        private static Written of(RequestTruth truth) {
            return new Written(TokenTimes.of(truth.writeNanos()), truth.receivedNanos());
        }
    }

    /** An answer, whose record is asked for anew each time. */
    private record Pair(List<RequestRecord> records, int index, TokenTimes written) {
        /** Of the tokens that were written between these moments, the second left out. */
        private void delays(long fromNanos, long toNanos, LongConsumer action) {
            long[] writes = written.toArray();
            long[] stamps = records.get(index).tokenTimes().toArray();
            for (int i = 0; i < writes.length; i++) {
                if (writes[i] >= fromNanos && writes[i] < toNanos) {
                    action.accept(stamps[i] - writes[i]);
                }
            }
        }
    }

    private static @Nullable Statistics steadyDelay(List<Pair> pairs) {
        if (pairs.isEmpty()) {
            return null;
        }
        // From some moment on, since sums of times themselves would overflow.
        long origin = pairs.getFirst().written.first();
        Distribution written = Distribution.of(
                action -> pairs.forEach(pair -> pair.written.forEach(nanos -> action.accept(nanos - origin))));
        long[] bounds = written.atRanks(
                (long) (ClientHealth.STEADY_FROM * written.count()), (long) (ClientHealth.STEADY_TO * written.count()));
        return statistics(action -> pairs.forEach(pair -> pair.delays(origin + bounds[0], origin + bounds[1], action)));
    }

    private static double meanGap(TokenTimes times) {
        return (double) (times.last() - times.first()) / (times.count() - 1);
    }

    private static @Nullable Statistics statistics(Longs nanos) {
        Distribution all = Distribution.of(nanos);
        return all.count() == 0 ? null : all.statistics(MICROS);
    }

    private static @Nullable Statistics statistics(double[] nanos) {
        return nanos.length == 0 ? null : Statistics.of(nanos, MICROS);
    }
}
