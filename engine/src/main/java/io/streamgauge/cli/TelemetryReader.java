package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.TelemetryPlan;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns the options on metrics pages into their plan. */
final class TelemetryReader {
    private static final String DCGM_EXPORTER = "http://localhost:9400/metrics";
    private static final long LEAST_INTERVAL_NANOS = 10_000_000;

    private TelemetryReader() {}

    static TelemetryPlan plan(TelemetryOptions options, Problems problems) {
        problems.addIf(
                options.noServerMetrics && !options.serverMetricsUrls.isEmpty(),
                "--no-server-metrics and --server-metrics-url: give one of the two");
        problems.addIf(
                options.intervalNanos < LEAST_INTERVAL_NANOS,
                "--server-metrics-interval: give at least 10ms; reading pages more often would load the server");
        for (String format : options.formats) {
            problems.addIf(
                    !format.equalsIgnoreCase("json") && !format.equalsIgnoreCase("jsonl"),
                    "--server-metrics-formats '" + format + "': use json, jsonl or both");
        }
        List<URI> pages = new ArrayList<>();
        for (String url : options.serverMetricsUrls) {
            problems.note(() -> page("--server-metrics-url", url)).ifPresent(pages::add);
        }
        List<String> gpu = options.gpuTelemetry;
        if (gpu != null && gpu.stream().allMatch(String::isBlank)) {
            pages.add(URI.create(DCGM_EXPORTER));
        } else if (gpu != null) {
            for (String url : gpu) {
                problems.note(() -> page("--gpu-telemetry", url)).ifPresent(pages::add);
            }
        }
        boolean targets = !options.noServerMetrics && options.serverMetricsUrls.isEmpty();
        return new TelemetryPlan(
                targets, pages.stream().distinct().toList(), Math.max(LEAST_INTERVAL_NANOS, options.intervalNanos));
    }

    /** The page at a URL; without a scheme it is http, without a path /metrics. */
    private static URI page(String option, String given) {
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
