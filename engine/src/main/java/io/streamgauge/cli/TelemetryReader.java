package io.streamgauge.cli;

import io.streamgauge.plan.NetworkPlan;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.TelemetryPlan;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns the options on metrics pages into their plan. */
final class TelemetryReader {
    private static final String PARQUET = "parquet";
    private static final Set<String> FORMATS = Set.of("json", "csv", "jsonl", PARQUET);
    private static final long NETWORK_NANOS = 1_000_000_000L;
    private static final long LEAST_INTERVAL_NANOS = 10_000_000;

    private TelemetryReader() {}

    static TelemetryPlan plan(TelemetryOptions options, Map<String, String> variables, Problems problems) {
        problems.addIf(
                options.noServerMetrics && !options.serverMetricsUrls.isEmpty(),
                "--no-server-metrics and --server-metrics-url: give one of the two");
        problems.addIf(
                options.intervalNanos < LEAST_INTERVAL_NANOS,
                "--server-metrics-interval: give at least 10ms; reading pages more often would load the server");
        for (String format : options.formats) {
            problems.addIf(
                    !FORMATS.contains(format.toLowerCase(Locale.ROOT)),
                    "--server-metrics-formats '" + format + "': use json, csv, jsonl or parquet");
        }
        List<URI> pages = new ArrayList<>();
        for (String url : options.serverMetricsUrls) {
            problems.note(() -> page("--server-metrics-url", url)).ifPresent(pages::add);
        }
        GpuSources gpus = GpuSources.of(options.gpuTelemetry, variables, problems);
        pages.addAll(gpus.pages());
        boolean targets = !options.noServerMetrics && options.serverMetricsUrls.isEmpty();
        return new TelemetryPlan(
                targets,
                pages.stream().distinct().toList(),
                gpus.drivers(),
                gpus.fields(),
                Math.max(LEAST_INTERVAL_NANOS, options.intervalNanos),
                options.formats.stream().anyMatch(PARQUET::equalsIgnoreCase),
                network(options, problems));
    }

    private static NetworkPlan network(TelemetryOptions options, Problems problems) {
        Double known = options.networkMillis;
        Long every = options.networkEveryNanos;
        problems.addIf(
                options.networkProbes && known != null,
                "--network-latency-automatic and --network-latency-mean: one finds out what the other says; give one of the two");
        problems.addIf(
                known != null && !(known > 0 && known < 60_000),
                "--network-latency-mean " + known + ": give milliseconds above 0");
        problems.needs("--network-latency-automatic", options.networkProbes, "--network-latency-ping-interval", every);
        problems.addIf(
                every != null && every < LEAST_INTERVAL_NANOS,
                "--network-latency-ping-interval: give at least 10ms; more connections would load the server");
        return new NetworkPlan(
                options.networkProbes,
                every == null ? NETWORK_NANOS : Math.max(LEAST_INTERVAL_NANOS, every),
                known == null ? 0 : Math.clamp(Math.round(known * 1e6), 0, NETWORK_NANOS * 60));
    }

    /** The page at a URL; without a scheme it is http, without a path /metrics. */
    static URI page(String option, String given) {
        String text = given.strip();
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw bad(option, given, "scheme '" + scheme + "' is not known; use http or https");
            }
            if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
                throw bad(option, given, "no host and port in it; write for example http://localhost:9400/metrics");
            }
            if (uri.getRawUserInfo() != null) {
                throw new PlanException(
                        option + ": credentials inside a URL end up in logs; metrics pages are read without");
            }
            String path = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/") ? "/metrics" : uri.getRawPath();
            return new URI(scheme + "://" + uri.getRawAuthority() + path
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        } catch (URISyntaxException e) {
            throw bad(option, given, e.getReason() + "; write for example http://localhost:9400/metrics");
        }
    }

    private static PlanException bad(String option, String given, String what) {
        return new PlanException(option + " '" + given + "': " + what);
    }
}
