package io.streamgauge.plan;

/**
 * How the time is found that the network takes, apart from the servers.
 *
 * @param probes whether connections are made for it while the run is on
 * @param everyNanos from one to the next
 * @param knownNanos what it is known to take, where none are made; 0 for not known
 */
public record NetworkPlan(boolean probes, long everyNanos, long knownNanos) {
    public NetworkPlan {
        if (everyNanos < 1 || knownNanos < 0) {
            throw new IllegalArgumentException("every " + everyNanos + " ns, known " + knownNanos + " ns");
        }
    }
}
