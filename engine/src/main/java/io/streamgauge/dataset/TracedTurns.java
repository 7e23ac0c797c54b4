package io.streamgauge.dataset;

import java.util.ArrayList;
import java.util.List;

/** The turns of a session out of what its trace says of its requests, as they become more. Each says all by itself. */
final class TracedTurns {
    private static final double NANOS_PER_SECOND = 1e9;

    private final TraceTiming timing;
    private final IdleGaps gaps;
    private final double beganSeconds;
    private final List<TracedCall> calls = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    /** @param beganSeconds when the session began in the whole of the trace */
    TracedTurns(TraceTiming timing, IdleGaps gaps, double beganSeconds) {
        this.timing = timing;
        this.gaps = gaps;
        this.beganSeconds = beganSeconds;
    }

    /**
     * Adds a request.
     *
     * @param ended what it waited for; nothing where it began with its session
     * @return its place
     */
    int add(TracedCall call, List<Integer> ended) {
        double start = gaps.seconds(call.startSeconds());
        double begin = calls.isEmpty() ? start : gaps.seconds(calls.getFirst().startSeconds());
        double waited =
                start - ended.stream().mapToDouble(this::endSeconds).max().orElse(begin);
        boolean thought = timing.thinkTimesOnly() && !Double.isNaN(call.thoughtSeconds());
        double delay = Math.max(0, thought ? call.thoughtSeconds() : waited);
        double at = beganSeconds + Math.max(0, start - begin);
        var entry = call.entry();
        calls.add(call);
        entries.add(new Entry(
                entry.prompt(),
                nanos(at),
                nanos(delay),
                entry.session(),
                new Follows(ended, Follows.NOTHING),
                entry.text()));
        return entries.size() - 1;
    }

    List<Entry> entries() {
        return entries;
    }

    private double endSeconds(int turn) {
        var call = calls.get(turn);
        return gaps.seconds(call.startSeconds()) + call.tookSeconds();
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * NANOS_PER_SECOND);
    }
}
