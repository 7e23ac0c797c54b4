package io.streamgauge.report;

import io.streamgauge.metrics.Statistics;
import io.streamgauge.telemetry.CsvCell;
import io.streamgauge.telemetry.GpuMetric;
import io.streamgauge.telemetry.GpuTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** GPUs as genai-perf shows them: two blocks of its CSV, and the rows of the three groups that it prints. */
final class GpuBlocks {
    private static final String LINE_END = "\r\n";
    private static final List<String> COLUMNS = List.of("avg", "min", "max", "p99", "p95", "p90", "p75", "p50", "p25");

    private GpuBlocks() {}

    static String csv(GpuTelemetry gpus) {
        var csv = new StringBuilder(LINE_END)
                .append("Metric,GPU,")
                .append(String.join(",", COLUMNS))
                .append(LINE_END);
        gpus.statistics().forEach((metric, byGpu) -> {
            if (!metric.constant()) {
                byGpu.forEach((gpu, numbers) ->
                        line(csv, metric, gpu, COLUMNS.stream().map(numbers::named)));
            }
        });
        csv.append(LINE_END).append("Metric,GPU,Value").append(LINE_END);
        gpus.statistics().forEach((metric, byGpu) -> {
            if (metric.constant()) {
                byGpu.forEach((gpu, numbers) -> line(csv, metric, gpu, Stream.of(numbers.avg())));
            }
        });
        return csv.toString();
    }

    private static void line(StringBuilder csv, GpuMetric metric, String gpu, Stream<Double> values) {
        csv.append(CsvCell.of(metric.label())).append(',').append(gpu);
        values.forEach(value -> csv.append(String.format(Locale.ROOT, ",%.2f", value)));
        csv.append(LINE_END);
    }

    static List<TableGrid.Row> rows(GpuTelemetry gpus) {
        var rows = new ArrayList<TableGrid.Row>();
        for (var metric : gpus.shown()) {
            gpus.statistics().getOrDefault(metric, Map.of()).forEach((gpu, numbers) -> {
                var label = metric.label() + ", GPU " + gpu;
                rows.add(new TableGrid.Row(label, label, cells(metric, numbers)));
            });
        }
        return rows;
    }

    static List<String> header() {
        return List.of("Statistic", "avg", "min", "max", "p99", "p90", "p75");
    }

    private static List<String> cells(GpuMetric metric, Statistics numbers) {
        return header().stream()
                .skip(1)
                .map(column -> metric.constant() && !column.equals("avg")
                        ? ConsoleTable.NO_VALUE
                        : ConsoleTable.number(numbers.named(column)))
                .toList();
    }
}
