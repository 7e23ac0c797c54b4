package io.streamgauge.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * The requests of an agent, one after the other, and of those that it set to work beside it. A branch begins when the agent's
 * request before it was answered; the agent's first request that was sent after the branch had ended waits for it.
 *
 * @param main the agent's own requests in the order of their times, one at least
 */
record TracedSession(List<TracedCall> main, List<Branch> branches) {
    private static final double SAME_SECONDS = 1e-6;

    /**
     * Requests one after the other beside the agent's own.
     *
     * @param after which of the agent's requests is before it; -1 where it begins with the session
     * @param endSeconds when it was done
     * @param calls one at least
     */
    record Branch(int after, double endSeconds, List<TracedCall> calls) {
        Branch {
            calls = List.copyOf(calls);
        }
    }

    TracedSession {
        main = List.copyOf(main);
        branches = List.copyOf(branches);
    }

    /**
     * Its turns: behind each request of the agent the branches that begin there.
     *
     * @param beganSeconds when it began in the whole of the trace
     */
    List<Entry> turns(TraceTiming timing, double beganSeconds) {
        var starts = new ArrayList<Double>();
        main.forEach(call -> starts.add(call.startSeconds()));
        branches.forEach(branch -> branch.calls().forEach(call -> starts.add(call.startSeconds())));
        var turns = new TracedTurns(timing, new IdleGaps(starts, timing.idleSeconds()), beganSeconds);
        var open = new ArrayList<Joined>();
        int before = -1;
        for (int call = 0; call < main.size(); call++) {
            var ended = new ArrayList<Integer>();
            if (before >= 0) {
                ended.add(before);
            }
            double start = main.get(call).startSeconds();
            open.stream()
                    .filter(joined -> joined.endSeconds <= start + SAME_SECONDS)
                    .forEach(joined -> ended.add(joined.last));
            open.removeIf(joined -> joined.endSeconds <= start + SAME_SECONDS);
            before = turns.add(main.get(call), ended);
            for (var branch : branches) {
                if (branch.after() == call || (call == 0 && branch.after() < 0)) {
                    open.add(new Joined(add(branch, before, turns), branch.endSeconds()));
                }
            }
        }
        return turns.entries();
    }

    private record Joined(int last, double endSeconds) {}

    private static int add(Branch branch, int before, TracedTurns turns) {
        List<Integer> ended = branch.after() < 0 ? List.of() : List.of(before);
        for (var call : branch.calls()) {
            ended = List.of(turns.add(call, ended));
        }
        return ended.getFirst();
    }
}
