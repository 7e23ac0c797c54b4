package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.WallAnchor;
import io.streamgauge.http.Origin;
import io.streamgauge.http.Origin.Scheme;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.GpuDriver;
import io.streamgauge.plan.Header;
import io.streamgauge.plan.Target;
import io.streamgauge.telemetry.GpuMetrics;
import io.streamgauge.telemetry.LocalGpus;
import io.streamgauge.telemetry.MetricsScraper;
import io.streamgauge.telemetry.PageAddress;
import io.streamgauge.telemetry.PageSettings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which metrics pages and GPUs a plan wants read, and how. */
final class MetricsPages {
    private static final long TIMEOUT_NANOS = 2_000_000_000L;
    private static final long PATIENCE_NANOS = 500_000_000L;

    private MetricsPages() {}

    static MetricsScraper scraper(BenchmarkPlan plan, Clock clock, WallAnchor anchor) {
        var settings = new PageSettings(
                plan.telemetry().intervalNanos(),
                TIMEOUT_NANOS,
                PATIENCE_NANOS,
                plan.client().tls(),
                proxy(plan.client().proxy()),
                clock);
        return new MetricsScraper(
                addresses(plan),
                gpus(plan.telemetry().gpus()),
                settings,
                GpuMetrics.with(plan.telemetry().gpuFields(), "--gpu-telemetry"),
                plan.results().serverMetrics(),
                anchor);
    }

    private static List<PageAddress> addresses(BenchmarkPlan plan) {
        List<PageAddress> addresses = new ArrayList<>();
        if (plan.telemetry().targets()) {
            for (Target target : plan.targets()) {
                Origin origin = target.origin();
                // The JDK's client has no way to a Unix socket.
                if (origin.scheme() != Scheme.UNIX) {
                    addresses.add(new PageAddress(beside(origin), false, headers(plan.headers())));
                }
            }
        }
        plan.telemetry().pages().forEach(page -> addresses.add(new PageAddress(page, true, Map.of())));
        return addresses.stream().distinct().toList();
    }

    private static List<LocalGpus> gpus(List<GpuDriver> drivers) {
        List<LocalGpus> gpus = new ArrayList<>();
        for (GpuDriver driver : drivers) {
            gpus.add(
                    switch (driver.way()) {
                        case NVML -> LocalGpus.nvml(driver.from());
                        case AMD -> LocalGpus.amd(Path.of(driver.from()));
                    });
        }
        return gpus;
    }

    /** The target's own page; it is asked for with the headers of the requests, since it is behind the same door. */
    private static URI beside(Origin origin) {
        String host = origin.host().indexOf(':') >= 0 ? "[" + origin.host() + "]" : origin.host();
        return URI.create(origin.scheme().name().toLowerCase(Locale.ROOT) + "://" + host + ":" + origin.port()
                + origin.basePath() + "/metrics");
    }

    private static Map<String, String> headers(List<Header> headers) {
        Map<String, String> byName = new LinkedHashMap<>();
        headers.forEach(header -> byName.put(header.name(), header.value()));
        return byName;
    }

    private static Proxy proxy(@Nullable Origin proxy) {
        return proxy == null
                ? Proxy.NO_PROXY
                : new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
    }
}
