package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpException;
import io.streamgauge.http.HttpHeader;
import io.streamgauge.http.HttpSettings;
import io.streamgauge.http.Origin;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.ExportLevel;
import io.streamgauge.plan.Header;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.Target;
import java.time.Duration;
import java.util.List;

/** From a plan to a client's settings. */
final class ClientSettings {
    private ClientSettings() {}

    /** What the plan says of connections and of the loops that drive them. */
    static HttpSettings of(BenchmarkPlan plan, Clock clock) {
        HttpSettings.Builder settings = reaching(plan.targets(), plan, clock)
                .headers(plan.headers().stream().map(ClientSettings::httpHeader).toList())
                .loops(plan.client().loops())
                .transport(plan.client().transport())
                .stamps(plan.client().stamps())
                .reuse(plan.client().reuse())
                .requestTimeout(Duration.ofNanos(plan.limits().requestNanos()))
                .stallTimeout(Duration.ofNanos(plan.limits().stallNanos()))
                .sweep(Duration.ofNanos(plan.client().sweepNanos()))
                .priority(plan.client().priority())
                .cpus(plan.client().cpus())
                .localAddresses(plan.client().localAddresses())
                .maxEventBytes(plan.client().maxEventBytes());
        if (plan.results().reports().exportLevel() == ExportLevel.RAW) {
            settings.keepBodies();
        }
        return settings.build();
    }

    /** How servers are reached, whatever they are told. */
    static HttpSettings.Builder reaching(List<Target> servers, BenchmarkPlan plan, Clock clock) {
        return HttpSettings.to(servers.stream().map(Target::origin).toArray(Origin[]::new))
                .connectTimeout(Duration.ofNanos(plan.limits().connectNanos()))
                .version(plan.client().version())
                .tls(plan.client().tls())
                .proxy(plan.client().proxy())
                .clock(clock);
    }

    /** @throws PlanException when there can be no such client */
    static HttpClient open(HttpSettings settings) {
        try {
            return HttpClient.open(settings);
        } catch (HttpException | IllegalStateException e) {
            throw new PlanException(String.valueOf(e.getMessage()));
        }
    }

    static HttpHeader httpHeader(Header header) {
        return new HttpHeader(header.name(), header.value());
    }
}
