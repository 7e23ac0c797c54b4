package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.telemetry.GpuTelemetry;
import io.streamgauge.telemetry.Reading;
import io.streamgauge.telemetry.ServerMetric;
import io.streamgauge.telemetry.ServerMetrics;
import io.streamgauge.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands below the table: the server's own numbers beside the client's, and the GPUs'. */
public final class TelemetryTables {
    private static final List<String> HEADER = List.of(
            "Statistic",
            "server avg",
            "server p50",
            "server p99",
            "client avg",
            "client p50",
            "client p99",
            "difference");
    private static final List<ServerMetric> LEVELS =
            List.of(ServerMetric.REQUESTS_RUNNING, ServerMetric.REQUESTS_WAITING, ServerMetric.KV_CACHE_USE);
    /** Above this share of requests more than the client's own, somebody else uses the server. */
    private static final double FOREIGN = 1.02;

    private TelemetryTables() {}

    /** All of it; empty when nothing was heard. */
    public static String render(Telemetry telemetry, Summary summary, Look look) {
        var text = new StringBuilder();
        var server = telemetry.server();
        if (server != null) {
            text.append(server(server, summary, look));
        }
        var gpu = telemetry.gpu();
        if (gpu != null) {
            text.append(gpus(gpu, summary, look));
        }
        return text.toString();
    }

    private static String server(ServerMetrics server, Summary summary, Look look) {
        var text = new StringBuilder();
        var name = String.join(", ", server.servers());
        var rows = rows(server, summary);
        if (!rows.isEmpty()) {
            text.append(new TableGrid("What the server measured | " + name, HEADER, rows).render(look));
        }
        levels(server)
                .forEach(line -> text.append(name).append(": ").append(line).append('\n'));
        var foreign = foreign(server, summary);
        if (foreign != null) {
            text.append(foreign).append('\n');
        }
        return text.toString();
    }

    /** The client's numbers of the same thing; none where it cannot see it. */
    private static Map<ServerMetric, @Nullable Metric> seenByClient() {
        var seen = new LinkedHashMap<ServerMetric, @Nullable Metric>();
        seen.put(ServerMetric.TIME_TO_FIRST_TOKEN, Metric.TIME_TO_FIRST_TOKEN);
        seen.put(ServerMetric.INTER_TOKEN_LATENCY, Metric.INTER_CHUNK_LATENCY);
        seen.put(ServerMetric.TIME_PER_OUTPUT_TOKEN, Metric.INTER_TOKEN_LATENCY);
        seen.put(ServerMetric.REQUEST_LATENCY, Metric.REQUEST_LATENCY);
        seen.put(ServerMetric.QUEUE_TIME, null);
        seen.put(ServerMetric.PREFILL_TIME, null);
        seen.put(ServerMetric.DECODE_TIME, null);
        return seen;
    }

    private static List<TableGrid.Row> rows(ServerMetrics server, Summary summary) {
        var rows = new ArrayList<TableGrid.Row>();
        seenByClient().forEach((metric, ours) -> {
            var reading = server.readings().get(metric);
            if (reading == null) {
                return;
            }
            var cells = new ArrayList<String>();
            double avg = Double.NaN;
            switch (reading) {
                case Reading.Distribution d -> {
                    avg = d.avg();
                    cells.addAll(List.of(
                            ConsoleTable.number(d.avg()),
                            ConsoleTable.number(d.p50()),
                            (d.capped() ? ">" : "") + ConsoleTable.number(d.p99())));
                }
                case Reading.Whole whole -> {
                    avg = whole.value();
                    cells.addAll(List.of(ConsoleTable.number(avg), ConsoleTable.NO_VALUE, ConsoleTable.NO_VALUE));
                }
                case Reading.Level level -> {
                    avg = level.avg();
                    cells.addAll(List.of(ConsoleTable.number(avg), ConsoleTable.NO_VALUE, ConsoleTable.NO_VALUE));
                }
            }
            var client = ours == null ? null : summary.distribution(ours);
            cells.addAll(client == null ? missing() : client(client, avg));
            var label = metric.label() + " (" + metric.unit() + ")";
            rows.add(new TableGrid.Row(label, label, cells));
        });
        return rows;
    }

    private static List<String> missing() {
        return Stream.generate(() -> ConsoleTable.NO_VALUE).limit(4).toList();
    }

    private static List<String> client(Statistics client, double serverAverage) {
        return List.of(
                ConsoleTable.number(client.avg()),
                ConsoleTable.number(client.p50()),
                ConsoleTable.number(client.p99()),
                String.format(Locale.ROOT, "%+,.2f", client.avg() - serverAverage));
    }

    private static List<String> levels(ServerMetrics server) {
        var parts = new ArrayList<String>();
        for (var metric : LEVELS) {
            if (server.readings().get(metric) instanceof Reading.Level level) {
                boolean percent = metric.unit().equals("%");
                parts.add(String.format(
                        Locale.ROOT,
                        percent ? "%s %.1f %% avg, %.1f %% max" : "%s %.1f avg, %.0f max",
                        metric.label().toLowerCase(Locale.ROOT).replace("kv", "KV"),
                        level.avg(),
                        level.max()));
            }
        }
        var hits = server.readings().get(ServerMetric.PREFIX_HIT_RATE);
        if (hits instanceof Reading.Whole whole) {
            parts.add(String.format(Locale.ROOT, "prefix cache hits %.1f %%", whole.value()));
        } else if (hits instanceof Reading.Level level) {
            parts.add(String.format(Locale.ROOT, "prefix cache hits %.1f %%", level.avg()));
        }
        if (server.readings().get(ServerMetric.PREEMPTIONS) instanceof Reading.Whole whole && whole.value() > 0) {
            parts.add(String.format(Locale.ROOT, "%,.0f preemptions", whole.value()));
        }
        return parts.isEmpty() ? List.of() : List.of(String.join("; ", parts));
    }

    private static @Nullable String foreign(ServerMetrics server, Summary summary) {
        var first = server.distribution(ServerMetric.TIME_TO_FIRST_TOKEN);
        long ours = summary.counts().measured();
        if (first == null || first.count() <= ours * FOREIGN + 1) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "The server began %,d answers meanwhile, the client asked for %,d: others use it too, and are in its numbers.",
                first.count(),
                ours);
    }

    private static String gpus(GpuTelemetry gpu, Summary summary, Look look) {
        var text = new StringBuilder();
        if (!gpu.shown().isEmpty()) {
            text.append(new TableGrid("GPUs", GpuBlocks.header(), GpuBlocks.rows(gpu)).render(look));
        }
        var throughput = summary.total(Metric.OUTPUT_TOKEN_THROUGHPUT);
        if (gpu.energyJoules() > 0 && throughput != null) {
            double tokens = throughput * summary.durationNanos() / 1e9;
            text.append(String.format(
                    Locale.ROOT,
                    "GPUs used %,.0f J in the measured phase: %.2f J for each output token\n",
                    gpu.energyJoules(),
                    gpu.energyJoules() / tokens));
        }
        return text.toString();
    }
}
