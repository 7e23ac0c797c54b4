package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.NetworkPlan;
import io.streamgauge.report.NetworkBlock;
import io.streamgauge.telemetry.NetworkProbe;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What the network took in the measured phase, by probes or because the plan says so. */
final class NetworkWatch {
    private final NetworkPlan plan;
    private final @Nullable NetworkProbe probe;

    NetworkWatch(BenchmarkPlan plan, Clock clock) {
        this.plan = plan.telemetry().network();
        this.probe = this.plan.probes()
                ? new NetworkProbe(
                        plan.targets().stream()
                                .map(target -> new InetSocketAddress(
                                        target.origin().host(), target.origin().port()))
                                .distinct()
                                .toList(),
                        this.plan.everyNanos(),
                        clock)
                : null;
    }

    void prepare() {
        if (probe != null) {
            probe.prepare();
        }
    }

    void begin() {
        if (probe != null) {
            probe.begin();
        }
    }

    void end() throws InterruptedException {
        if (probe != null) {
            probe.end();
        }
    }

    /** What is to be told of it; null where nobody asked. After {@link #end}. */
    @Nullable
    NetworkBlock block(Summary summary) {
        if (probe != null) {
            return new NetworkBlock(probe.millis(), probe.failures(), summary);
        }
        return plan.knownNanos() == 0
                ? null
                : new NetworkBlock(Statistics.of(new double[] {plan.knownNanos()}, 1e-6), 0, summary);
    }
}
