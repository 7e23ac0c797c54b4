package io.streamgauge.run;

import io.streamgauge.clock.LocalPorts;
import io.streamgauge.clock.OpenFiles;
import io.streamgauge.http.Origin;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.LoadPlan;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.WarmupPlan;
import java.util.Locale;

/** Foresees what a run would run out of: open files, and local ports, of which each pair of addresses has one range. */
final class Capacity {
    /** Files of the JVM, of the results, of a built-in server's own side of a few connections. */
    private static final int OTHER_FILES = 256;

    private Capacity() {}

    /**
     * Raises the limit on open files as far as the plan needs.
     *
     * @throws PlanException in one line with the number needed, where this host cannot carry the plan
     */
    static void ensure(BenchmarkPlan plan) {
        long connections = connections(plan.load());
        try {
            OpenFiles.ensure(connections + OTHER_FILES);
        } catch (IllegalStateException e) {
            throw new PlanException(String.valueOf(e.getMessage()));
        }
        boolean tcp = plan.targets().stream().anyMatch(target -> target.origin().scheme() != Origin.Scheme.UNIX);
        long pairs = (long) plan.targets().size()
                * Math.max(1, plan.client().localAddresses().size());
        long ports = LocalPorts.count();
        if (tcp && connections > ports * pairs) {
            throw new PlanException(String.format(
                    Locale.ROOT,
                    "%,d connections need more local ports than the %,d that this host has to one server address; spread them"
                            + " by --local-addresses 127.0.0.2,127.0.0.3 (addresses of this host) or several --url, or widen"
                            + " net.ipv4.ip_local_port_range",
                    connections,
                    ports));
        }
    }

    /** Connections that may be open at once, as far as the plan tells. */
    private static long connections(LoadPlan load) {
        int whole = Math.max(
                load.shape().atOnce(),
                load.warmup().isThere() ? load.warmup().shape().atOnce() : 0);
        long atOnce = load.shard().of(whole);
        int warmup = load.warmup().sessions() > 0
                ? WarmupPlan.OPEN_ENDED
                : load.warmup().requests();
        long all = load.requestCount() == 0 ? atOnce : Math.max(load.requestCount(), warmup);
        return Math.min(atOnce, all);
    }
}
