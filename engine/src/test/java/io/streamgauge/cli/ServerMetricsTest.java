package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.dataset.TableRows;
import io.streamgauge.telemetry.Exporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs that read metrics pages, whole. */
class ServerMetricsTest {
    @TempDir
    private Path directory;

    private CommandRun profile(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "profile",
                "--mock",
                "--mock-ttft",
                "5ms",
                "--mock-itl",
                "1ms",
                "--concurrency",
                "4",
                "--request-count",
                "12",
                "--isl",
                "10",
                "--osl",
                "8",
                "--prefix-prompt-length",
                "0",
                "--num-prefix-prompts",
                "0"));
        args.addAll(List.of("--artifact-dir", directory.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private JsonNode summary() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(directory.resolve("profile_export_genai_perf.json")));
    }

    /** A page of a server that has begun 12 answers more each time it is asked, each after 3 ms. */
    private static void serve(Exporter exporter) {
        var asked = new AtomicInteger();
        exporter.answer("/metrics", exchange -> {
            int n = 12 * asked.incrementAndGet();
            byte[] page = """
                    vllm:time_to_first_token_seconds_bucket{le="0.002"} 0
                    vllm:time_to_first_token_seconds_bucket{le="0.004"} %1$d
                    vllm:time_to_first_token_seconds_bucket{le="+Inf"} %1$d
                    vllm:time_to_first_token_seconds_sum %2$s
                    vllm:num_requests_running 4
                    vllm:kv_cache_usage_perc 0.25
                    """.formatted(n, n * 0.003).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        });
    }

    @Test
    void theServersNumbersStandBesideTheClients() throws IOException {
        try (var exporter = new Exporter()) {
            serve(exporter);
            CommandRun run =
                    profile("--server-metrics-url", exporter.url("/metrics").toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            JsonNode server = summary().at("/server_metrics");
            assertThat(server.at("/servers/0").asString()).isEqualTo("vLLM");
            assertThat(server.at("/time_to_first_token/avg").asDouble())
                    .isCloseTo(3, org.assertj.core.api.Assertions.within(1e-6));
            assertThat(server.at("/time_to_first_token/count").asLong()).isPositive();
            assertThat(server.at("/kv_cache_use/max").asDouble()).isEqualTo(25);
            assertThat(run.out())
                    .containsPattern(
                            "Time To First Token \\(ms\\) *\\| +3\\.00 \\| +3\\.00 \\| +3\\.98 \\| +[0-9.]+ \\|")
                    .contains("vLLM: requests running 4.0 avg, 4 max; KV cache in use 25.0 % avg, 25.0 % max");
            assertThat(Files.readAllLines(directory.resolve("server_metrics.jsonl")))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(Files.readString(directory.resolve("server_metrics.csv")))
                    .contains(
                            ",gauge,vllm:num_requests_running,,4,4,4,0,",
                            ",histogram,vllm:time_to_first_token_seconds,seconds,");
        }
    }

    @Test
    void aTableOfTheReadingsIsMadeWhereItIsAskedFor() throws IOException {
        try (var exporter = new Exporter()) {
            serve(exporter);
            String url = exporter.url("/metrics").toString();
            CommandRun run = profile("--server-metrics-url", url, "--server-metrics-formats", "Parquet,csv");
            assertThat(run.exitCode()).as(run.err()).isZero();
            var table = directory.resolve("server_metrics.parquet");
            List<JsonNode> rows = TableRows.rows(table);
            assertThat(rows)
                    .filteredOn(row -> row.at("/metric_name").asString().equals("vllm:num_requests_running"))
                    .isNotEmpty()
                    .allSatisfy(row -> {
                        assertThat(row.at("/endpoint_url").asString()).isEqualTo(url);
                        assertThat(row.at("/value").asDouble()).isEqualTo(4);
                        assertThat(row.at("/timestamp_ns").asLong()).isGreaterThan(1_600_000_000_000_000_000L);
                    });
            assertThat(rows)
                    .filteredOn(row -> row.at("/bucket_le").asString("").equals("+Inf"))
                    .last()
                    .satisfies(row -> assertThat(row.at("/sum").asDouble())
                            .isCloseTo(row.at("/count").asDouble() * 0.003, within(1e-6)));
            assertThat(CommandRun.of("merge", directory.toString(), "--artifact-dir", directory + "/whole")
                            .exitCode())
                    .isZero();
            assertThat(directory.resolve("whole/server_metrics.parquet")).hasSameBinaryContentAs(table);
            profile("--server-metrics-url", url, "--overwrite");
            assertThat(table).doesNotExist();
        }
    }

    @Test
    void gpusHaveGenaiPerfsKeysEverywhere() throws IOException {
        try (var exporter = new Exporter()) {
            exporter.page(
                    "/metrics",
                    "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 350.5\nDCGM_FI_DEV_POWER_MGMT_LIMIT{gpu=\"0\"} 700\n");
            CommandRun run = profile("--gpu-telemetry", exporter.url("").getAuthority());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(summary().at("/telemetry_stats/gpu_power_usage/unit").asString())
                    .isEqualTo("W");
            assertThat(summary().at("/telemetry_stats/gpu_power_usage/0/p99").asDouble())
                    .isEqualTo(350.5);
            assertThat(summary().at("/telemetry_stats/gpu_power_limit/0").propertyNames())
                    .containsExactly("avg");
            assertThat(Files.readString(directory.resolve("profile_export_genai_perf.csv")))
                    .endsWith(String.join(
                            "\r\n",
                            "",
                            "",
                            "Metric,GPU,avg,min,max,p99,p95,p90,p75,p50,p25",
                            "GPU Power Usage (W),0,350.50,350.50,350.50,350.50,350.50,350.50,350.50,350.50,350.50",
                            "",
                            "Metric,GPU,Value",
                            "GPU Power Limit (W),0,700.00",
                            ""));
            assertThat(run.out()).containsPattern("GPU Power Usage \\(W\\), GPU 0 \\| 350\\.50 \\|");
        }
    }

    @Test
    void fieldsOfAFileStandBesideTheKnownOnes() throws IOException {
        var fields = Files.writeString(directory.resolve("fields.csv"), """
                # Format
                DCGM_FI_DEV_FB_RESERVED , gauge, "Memory reserved, all of it (in MiB)."

                DCGM_FI_DEV_GPU_TEMP, gauge, known anyway
                DCGM_FI_DRIVER_VERSION, label, Driver Version
                """);
        try (var exporter = new Exporter()) {
            exporter.page("/metrics", """
                    DCGM_FI_DEV_FB_RESERVED{gpu="0"} 512
                    DCGM_FI_DEV_GPU_TEMP{gpu="0"} 41
                    DCGM_FI_DEV_MEM_CLOCK{gpu="0"} 2619
                    DCGM_FI_DEV_POWER_USAGE{gpu="0"} 350.5
                    """);
            CommandRun run = profile(
                    "--gpu-telemetry", fields.toString(), exporter.url("").getAuthority());
            assertThat(run.exitCode()).as(run.err()).isZero();
            JsonNode stats = summary().at("/telemetry_stats");
            assertThat(stats.propertyNames())
                    .containsExactly("gpu_power_usage", "gpu_clock_memory", "gpu_temperature", "fb_reserved");
            assertThat(stats.at("/fb_reserved/unit").asString()).isEqualTo("MiB");
            assertThat(stats.at("/fb_reserved/0/p99").asDouble()).isEqualTo(512);
            assertThat(Files.readString(directory.resolve("profile_export_genai_perf.csv")))
                    .contains("\"Memory Reserved, All Of It (MiB)\",0,512.00,");
            var rows = List.of(
                    "GPU Power Usage (W), GPU 0",
                    "GPU Temperature (C), GPU 0",
                    "Memory Reserved, All Of It (MiB), GPU 0");
            assertThat(run.out()).contains(rows).doesNotContain("GPU Clock Memory");
            Files.delete(fields);
            assertThat(CommandRun.of("report", directory.toString()).out()).contains(rows);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DCGM_FI_DEV_FB_RESERVED, gauge | :3: expected FIELD, TYPE, HELP",
                "nv_gpu_power_usage, gauge, Power | :3: field 'nv_gpu_power_usage': names of DCGM's fields begin with DCGM_FI_",
                "DCGM_FI_DEV_FB_RESERVED, histogram, Memory | :3: type 'histogram': use gauge, counter or label",
                "DCGM_FI_DEV_VGPU_LICENSE_STATUS, gauge, again | :3: DCGM_FI_DEV_VGPU_LICENSE_STATUS is in line 2 already"
            })
    void mistakesInAFileOfFieldsAreToldWithTheirLine(String line, String told) throws IOException {
        var fields = directory.resolve("fields.CSV");
        Files.writeString(
                fields, "# Fields\nDCGM_FI_DEV_VGPU_LICENSE_STATUS, gauge, vGPU License status\n" + line + "\n");
        CommandRun run = profile("--gpu-telemetry", fields.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo("streamgauge: --gpu-telemetry " + fields + told);
    }

    @Test
    void aFileOfFieldsThatHoldsNoneIsToldToo() throws IOException {
        var fields = Files.writeString(directory.resolve("fields.csv"), "# nothing\n");
        assertThat(profile("--gpu-telemetry", fields.toString()).err())
                .startsWith("streamgauge: --gpu-telemetry " + fields + ": no field in it");
        assertThat(profile("--gpu-telemetry", fields + "," + directory.resolve("b.csv"))
                        .err())
                .contains("no field in it")
                .contains("b.csv: there is no such file");
    }

    @Test
    void aMissingPageCostsOneLine() throws IOException {
        try (var exporter = new Exporter()) {
            String url = exporter.url("/metrics").toString();
            CommandRun run = profile("--server-metrics-url", url);
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).doesNotContain("What the server measured");
            assertThat(run.out()).containsOnlyOnce("metrics page " + url + " cannot be read: HTTP status 404");
            assertThat(summary().at("/server_metrics").isMissingNode()).isTrue();
            assertThat(summary().at("/request_count/avg").asDouble()).isEqualTo(12);
        }
    }

    @Test
    void theTargetsOwnPageIsReadUnlessItShallNot() throws IOException {
        CommandRun run = profile();
        assertThat(run.out()).contains("What the server measured | vLLM");
        JsonNode server = summary().at("/server_metrics");
        assertThat(server.at("/time_to_first_token/count").asLong()).isEqualTo(12);
        assertThat(server.at("/output_tokens/avg").asLong()).isEqualTo(12 * 8);
        assertThat(CommandRun.of("report", directory.toString()).out())
                .contains(run.out()
                        .lines()
                        .filter(line -> line.contains("| Time To First Token (ms) |"))
                        .toList());

        CommandRun without = profile("--no-server-metrics", "--overwrite");
        assertThat(without.out()).doesNotContain("What the server measured");
        assertThat(summary().at("/server_metrics").isMissingNode()).isTrue();
        assertThat(directory.resolve("server_metrics.jsonl")).doesNotExist();
        assertThat(directory.resolve("server_metrics.csv")).doesNotExist();
    }

    @Test
    void badAddressesAreNamedBeforeAnythingIsDone() {
        CommandRun run = profile(
                "--server-metrics-url",
                "ftp://host/metrics",
                "http://user:pw@host/metrics",
                "--gpu-telemetry",
                "http://",
                "--no-server-metrics",
                "--server-metrics-interval",
                "1ms");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--server-metrics-url 'ftp://host/metrics': scheme 'ftp' is not known")
                .contains("credentials inside a URL")
                .contains("--gpu-telemetry 'http://'")
                .contains("--no-server-metrics and --server-metrics-url: give one of the two")
                .contains("--server-metrics-interval: give at least 10ms")
                .doesNotContain("user:pw");
    }
}
