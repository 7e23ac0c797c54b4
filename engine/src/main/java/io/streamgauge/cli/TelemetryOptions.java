package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What servers and GPUs are asked to say of themselves. */
@Command(optionListHeading = "%nWhat servers and GPUs say of themselves%n")
final class TelemetryOptions {
    @Option(
            names = {"--server-metrics-url", "--server-metrics-urls", "--server-metrics"},
            arity = "1..*",
            split = ",",
            paramLabel = "URL",
            description =
                    "Metrics page(s) in Prometheus' text format to read while the run is on, of servers or of DCGM's"
                            + " exporter. Default: /metrics of each --url, where there is one.")
    List<String> serverMetricsUrls = new ArrayList<>();

    @Option(names = "--no-server-metrics", description = "Read no metrics page of the servers.")
    boolean noServerMetrics;

    @Option(
            names = "--server-metrics-formats",
            arity = "1..*",
            split = ",",
            paramLabel = "FORMAT",
            description =
                    "json, csv, jsonl, parquet. Whichever is said, the summary is in the results' JSON, every series in server_metrics.csv, each reading in server_metrics.jsonl; parquet makes a table of the readings too, server_metrics.parquet.")
    List<String> formats = new ArrayList<>();

    @Option(
            names = "--server-metrics-interval",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Time from one reading of the pages to the next. Default: 1s.")
    long intervalNanos = 1_000_000_000L;

    @Option(
            names = "--network-latency-automatic",
            description =
                    "Find out what the network takes, by connections that are made and closed while the run is on, and tell latencies without it beside the measured ones.")
    boolean networkProbes;

    @Option(
            names = "--network-latency-mean",
            paramLabel = "MS",
            description = "The same with a round trip that is known, in milliseconds.")
    @Nullable
    Double networkMillis;

    @Option(
            names = "--network-latency-ping-interval",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Time from one such connection to the next. Default: 1s.")
    @Nullable
    Long networkEveryNanos;

    @Option(
            names = "--gpu-telemetry",
            arity = "0..*",
            split = ",",
            paramLabel = "nvml|amd|URL|FILE.csv",
            description =
                    "Read GPUs' power, energy, memory and load: of this machine from NVIDIA's library (nvml, pynvml) or AMD's driver (amd, amdsmi), of any from DCGM's exporter at a URL. Show the fields that a file names: lines of FIELD, TYPE, HELP, as the exporter itself reads them. Default: localhost:9400.")
    @Nullable
    List<String> gpuTelemetry;
}
