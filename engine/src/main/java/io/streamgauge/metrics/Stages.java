package io.streamgauge.metrics;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Selection;
import io.streamgauge.record.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The stages of a run, one after the other from its beginning on.
 *
 * @param startNanos when the measured phase began, on the run's clock; {@link RequestRecord#ABSENT} where nobody wrote it down,
 *     since the run was killed: then its first request says so, which was due as soon as any was asked for
 * @param stages in their order
 */
public record Stages(long startNanos, List<Stage> stages) {
    public Stages {
        stages = List.copyOf(stages);
    }

    /** As the whole has them of which these are a part, and {@code other} another; empty where the two have not the same. */
    public Optional<Stages> plus(Stages other) {
        List<Stage> others = other.stages;
        return stages.size() == others.size()
                        && IntStream.range(0, stages.size())
                                .allMatch(i -> stages.get(i).coincides(others.get(i)))
                ? Optional.of(new Stages(
                        startNanos,
                        IntStream.range(0, stages.size())
                                .mapToObj(i -> stages.get(i).plus(others.get(i)))
                                .toList()))
                : Optional.empty();
    }

    /**
     * Each stage that the run came to, in numbers.
     *
     * @param records all that count
     */
    public List<StageFigures> figures(List<RequestRecord> records, SummaryOptions options) {
        List<RequestRecord> measured = Selection.of(records, record -> record.phase() == Phase.MEASURE);
        return measured.isEmpty() ? List.of() : new Sums(measured, options).figures();
    }

    private static long due(RequestRecord record) {
        return record.dueNanos() == RequestRecord.ABSENT ? record.sentNanos() : record.dueNanos();
    }

    /** What was gathered of each stage; the last place is for what came after all of them. */
    private final class Sums {
        private final List<RequestRecord> measured;
        private final SummaryOptions options;
        private final long begin;
        private final long end;
        /** The first moment after each. */
        private final long[] ends;

        private final long[] sent;
        private final long[] over;
        private final double[] tokens;

        Sums(List<RequestRecord> measured, SummaryOptions options) {
            this.measured = measured;
            this.options = options;
            this.begin = startNanos == RequestRecord.ABSENT ? derivedStart() : startNanos;
            this.end = measured.stream().mapToLong(TimeSlices::over).max().getAsLong();
            this.ends = stages.stream()
                    .mapToLong(stage -> stage.toNanos() == Stage.OPEN ? Stage.OPEN : begin + stage.toNanos())
                    .toArray();
            this.sent = new long[ends.length + 1];
            this.over = new long[ends.length + 1];
            this.tokens = new double[ends.length + 1];
            measured.forEach(this::add);
        }

        private long derivedStart() {
            long first = measured.stream().mapToLong(Stages::due).min().getAsLong();
            return first
                    - stages.stream()
                            .filter(stage -> stage.ratePerSecond() > 0)
                            .mapToLong(Stage::fromNanos)
                            .findFirst()
                            .orElse(0);
        }

        /** What came before the first counts in the first. */
        private int place(long nanos) {
            int found = Arrays.binarySearch(ends, nanos);
            return found >= 0 ? found + 1 : -found - 1;
        }

        private void add(RequestRecord record) {
            sent[place(record.sentNanos())]++;
            over[place(TimeSlices.over(record))]++;
            int count = record.tokenTimes().count();
            if (record.status() == Status.OK && count > 0) {
                double share = (double) record.osl() / count;
                record.tokenTimes().forEach(time -> tokens[place(time)] += share);
            }
        }

        private List<StageFigures> figures() {
            List<List<RequestRecord>> due = Selection.split(measured, ends.length + 1, record -> place(due(record)));
            List<StageFigures> figures = new ArrayList<>();
            long inFlight = 0;
            for (int i = 0; i < ends.length; i++) {
                Stage stage = stages.get(i);
                inFlight += sent[i] - over[i];
                long from = begin + stage.fromNanos();
                if (due.get(i).isEmpty() && (from >= end || ends[i] == Stage.OPEN)) {
                    break;
                }
                long length = ends[i] == Stage.OPEN ? Math.max(1, end - from) : ends[i] - from;
                figures.add(new StageFigures(
                        stage, length / 1e9, sent[i], inFlight, tokens[i], Summarizer.summarize(due.get(i), options)));
            }
            return figures;
        }
    }
}
