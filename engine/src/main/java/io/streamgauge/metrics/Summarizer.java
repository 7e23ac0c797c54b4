package io.streamgauge.metrics;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Selection;
import io.streamgauge.record.Status;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes summaries. Holds no state. */
public final class Summarizer {
    private Summarizer() {}

    /**
     * The summary of a run. Only measured requests that succeeded with output enter any distribution; the request rate
     * alone, as genai-perf has it, also counts those that succeeded without.
     *
     * @param all every request of the run that ended, in any order, warm-up included
     */
    public static Summary summarize(List<RequestRecord> all, SummaryOptions options) {
        var kept = kept(all, options.subject());
        var formulas = options.definitions().formulas();
        long start = RequestRecord.ABSENT;
        long end = RequestRecord.ABSENT;
        if (!kept.isEmpty()) {
            start = kept.stream().mapToLong(RequestRecord::sentNanos).min().getAsLong();
            end = kept.stream().mapToLong(formulas::endNanos).max().getAsLong();
        }
        var counts = count(all, options.subject());
        var sessions = Sessions.of(all, kept);
        return new Summary(
                options,
                counts,
                start,
                end,
                ofSubject(distributions(kept, options), options.subject()),
                ofSubject(
                        totals(
                                kept,
                                counts,
                                sessions,
                                options,
                                start == RequestRecord.ABSENT ? 0 : (end - start) / 1e9),
                        options.subject()),
                Failures.of(all),
                Coalescing.of(kept),
                UsageCheck.of(kept),
                sessions);
    }

    /** The requests that distributions are made of. */
    public static List<RequestRecord> kept(List<RequestRecord> all, Subject subject) {
        return Selection.of(all, record -> record.isMeasuredOk() && isFull(record, subject));
    }

    /** Whether an answer holds what was asked for. */
    static boolean isFull(RequestRecord record, Subject subject) {
        return !subject.hasText() || record.tokenTimes().count() > 0;
    }

    private static Summary.Counts count(List<RequestRecord> all, Subject subject) {
        long measured = 0;
        long kept = 0;
        long empty = 0;
        long warmup = 0;
        long warmupFailed = 0;
        long retried = 0;
        for (var record : all) {
            boolean ok = record.status() == Status.OK;
            if (record.phase() == Phase.WARMUP) {
                warmup++;
                warmupFailed += ok ? 0 : 1;
            } else {
                measured++;
                retried += record.retries() > 0 ? 1 : 0;
                boolean text = isFull(record, subject);
                kept += ok && text ? 1 : 0;
                empty += ok && !text ? 1 : 0;
            }
        }
        return new Summary.Counts(measured, kept, empty, measured - kept - empty, warmup, warmupFailed, retried);
    }

    private static <V> Map<Metric, V> ofSubject(Map<Metric, V> values, Subject subject) {
        values.keySet().removeIf(metric -> !metric.isOf(subject));
        return values;
    }

    private static Map<Metric, Statistics> distributions(List<RequestRecord> kept, SummaryOptions options) {
        var distributions = new EnumMap<Metric, Statistics>(Metric.class);
        for (var metric : Metric.values()) {
            if (metric.scope() == Metric.Scope.RUN || (metric.scope() == Metric.Scope.STREAM && !options.streaming())) {
                continue;
            }
            var values = MetricValues.of(metric, kept, options.definitions());
            if (!values.isEmpty()) {
                distributions.put(metric, values.statistics(metric.unit().scale()));
            }
        }
        dropWhatSaysNothing(distributions);
        return distributions;
    }

    /** Slip in a closed loop and the first answer of a model that does not reason are other rows over again. */
    private static void dropWhatSaysNothing(Map<Metric, Statistics> distributions) {
        var slip = distributions.get(Metric.SCHEDULE_SLIP);
        if (slip != null && slip.max() == 0 && slip.min() == 0) {
            distributions.remove(Metric.SCHEDULE_SLIP);
        }
        var answer = distributions.get(Metric.TIME_TO_FIRST_ANSWER_TOKEN);
        if (answer != null && answer.equals(distributions.get(Metric.TIME_TO_FIRST_TOKEN))) {
            distributions.remove(Metric.TIME_TO_FIRST_ANSWER_TOKEN);
        }
    }

    /**
     * The raw values that a distribution is made of, nanoseconds for times: one for each of {@code kept} that has one,
     * or for each session.
     *
     * @throws IllegalArgumentException for a metric of the whole run, and for {@link Metric#INTER_CHUNK_LATENCY}, whose values
     *     are {@link Gaps}
     */
    public static double[] values(Metric metric, List<RequestRecord> kept, Definitions definitions) {
        if (metric.scope() == Metric.Scope.SESSION) {
            return Sessions.values(metric, kept, definitions.formulas());
        }
        var formulas = definitions.formulas();
        // A stream of unknown length takes three times the room, and there may be millions.
        var values = new double[kept.size()];
        int count = 0;
        for (var record : kept) {
            double value = formulas.value(metric, record);
            if (!Double.isNaN(value)) {
                values[count++] = value;
            }
        }
        return count == values.length ? values : Arrays.copyOf(values, count);
    }

    private static Map<Metric, Double> totals(
            List<RequestRecord> kept,
            Summary.Counts counts,
            @Nullable Sessions sessions,
            SummaryOptions options,
            double seconds) {
        var totals = new EnumMap<Metric, Double>(Metric.class);
        totals.put(Metric.REQUEST_COUNT, (double) counts.kept());
        if (sessions != null) {
            totals.put(Metric.SESSION_COUNT, (double) sessions.whole());
        }
        if (seconds > 0) {
            if (sessions != null) {
                totals.put(Metric.SESSION_THROUGHPUT, sessions.whole() / seconds);
            }
            long output = kept.stream()
                    .mapToLong(options.definitions().formulas()::outputTokens)
                    .sum();
            long input = kept.stream().mapToLong(RequestRecord::isl).sum();
            totals.put(Metric.OUTPUT_TOKEN_THROUGHPUT, output / seconds);
            totals.put(Metric.REQUEST_THROUGHPUT, (counts.kept() + counts.empty()) / seconds);
            totals.put(Metric.INPUT_TOKEN_THROUGHPUT, input / seconds);
            totals.put(Metric.TOTAL_TOKEN_THROUGHPUT, (input + output) / seconds);
            if (!options.objectives().isEmpty()) {
                totals.put(
                        Metric.REQUEST_GOODPUT,
                        kept.stream().filter(record -> isGood(record, options)).count() / seconds);
            }
        }
        return totals;
    }

    /** Whether a request that succeeded meets every objective; one that lacks the value meets none. */
    static boolean isGood(RequestRecord record, SummaryOptions options) {
        var formulas = options.definitions().formulas();
        return options.objectives().stream().allMatch(slo -> slo.isMetBy(formulas.value(slo.metric(), record)));
    }
}
