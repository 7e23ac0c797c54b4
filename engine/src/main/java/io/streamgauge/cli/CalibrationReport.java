package io.streamgauge.cli;

import io.streamgauge.cli.CalibrateCommand.Calibration;
import io.streamgauge.health.ClientHealth;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.run.StampErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What {@code calibrate} says of one run. */
final class CalibrationReport {
    private CalibrationReport() {}

    static void print(Calibration result, CalibrateOptions options, PrintWriter out) {
        StampErrors errors = result.errors();
        ClientHealth health = result.health();
        out.printf(
                Locale.ROOT,
                "%,d streams at once, %,d requests x %,d tokens, ITL %s: %,d token times compared%n",
                result.concurrency(),
                options.requests(result.concurrency()),
                options.tokens,
                options.itl,
                errors.delay() == null ? 0 : errors.delay().count());
        out.printf(
                Locale.ROOT,
                "%-26s %10s %10s %10s %10s %10s%n",
                "client's error (us)",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max");
        row(out, "token time", errors.delay());
        row(out, "the same in steady state", errors.steadyDelay());
        row(out, "time to first token", errors.ttft());
        row(out, "inter token latency", errors.itl());
        out.printf(
                Locale.ROOT,
                "CPU per token: %.2f us over all, %.2f us in steady state%n",
                health.cpuNanosPerToken() / 1e3,
                health.cost().steadyCpuNanosPerToken() / 1e3);
        if (!errors.complete()) {
            out.printf(
                    Locale.ROOT,
                    "NOT ALL COMPARED: %,d requests failed, %,d with another number of tokens than written, %,d unknown to the server%n",
                    errors.failed(),
                    errors.miscounted(),
                    errors.unknown());
        }
        health.lines().forEach(out::println);
        out.flush();
    }

    private static void row(PrintWriter out, String name, @Nullable Statistics micros) {
        if (micros == null) {
            out.printf(Locale.ROOT, "%-26s %10s%n", name, "none");
        } else {
            out.printf(
                    Locale.ROOT,
                    "%-26s %,10.1f %,10.1f %,10.1f %,10.1f %,10.1f%n",
                    name,
                    micros.p50(),
                    micros.p90(),
                    micros.p99(),
                    micros.p999(),
                    micros.max());
        }
    }

    static void write(Calibration result, CalibrateOptions options, Path file) throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("concurrency", result.concurrency());
        tree.put("requests", options.requests(result.concurrency()));
        tree.put("tokens", options.tokens);
        tree.put("itl", options.itl);
        tree.put("compared_requests", result.errors().requests());
        tree.put("failed_requests", result.errors().failed());
        tree.put("miscounted_requests", result.errors().miscounted());
        tree.put("unknown_requests", result.errors().unknown());
        tree.put("token_delay_us", distribution(result.errors().delay()));
        tree.put("steady_token_delay_us", distribution(result.errors().steadyDelay()));
        tree.put("ttft_error_us", distribution(result.errors().ttft()));
        tree.put("itl_error_us", distribution(result.errors().itl()));
        tree.put("client_health", result.health().toTree());
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
    }

    private static @Nullable Map<String, Object> distribution(@Nullable Statistics micros) {
        if (micros == null) {
            return null;
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        for (String name : new String[] {"min", "p50", "p99", "p99_9", "max"}) {
            tree.put(name, micros.named(name));
        }
        tree.put("p90", micros.p90());
        tree.put("count", micros.count());
        return tree;
    }
}
