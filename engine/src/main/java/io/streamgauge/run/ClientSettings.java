package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpHeader;
import io.streamgauge.http.HttpSettings;
import io.streamgauge.http.Origin;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.ExportLevel;
import io.streamgauge.plan.Header;
import io.streamgauge.plan.Target;
import java.time.Duration;

/** From a plan to a client's settings. */
final class ClientSettings {
    private ClientSettings() {}

    /** What the plan says of connections and of the loops that drive them. */
    static HttpSettings of(BenchmarkPlan plan, Clock clock) {
        HttpSettings.Builder settings = HttpSettings.to(
                        plan.targets().stream().map(Target::origin).toArray(Origin[]::new))
                .headers(plan.headers().stream().map(ClientSettings::httpHeader).toList())
                .loops(plan.client().loops())
                .transport(plan.client().transport())
                .stamps(plan.client().stamps())
                .reuse(plan.client().reuse())
                .connectTimeout(Duration.ofNanos(plan.limits().connectNanos()))
                .requestTimeout(Duration.ofNanos(plan.limits().requestNanos()))
                .stallTimeout(Duration.ofNanos(plan.limits().stallNanos()))
                .sweep(Duration.ofNanos(plan.client().sweepNanos()))
                .priority(plan.client().priority())
                .cpus(plan.client().cpus())
                .localAddresses(plan.client().localAddresses())
                .tls(plan.client().tls())
                .proxy(plan.client().proxy())
                .maxEventBytes(plan.client().maxEventBytes())
                .clock(clock);
        if (plan.results().reports().exportLevel() == ExportLevel.RAW) {
            settings.keepBodies();
        }
        return settings.build();
    }

    private static HttpHeader httpHeader(Header header) {
        return new HttpHeader(header.name(), header.value());
    }
}
