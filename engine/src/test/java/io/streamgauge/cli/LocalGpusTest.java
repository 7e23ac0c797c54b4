package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.clock.Host;
import io.streamgauge.soak.Child;
import io.streamgauge.telemetry.AmdTree;
import io.streamgauge.telemetry.Exporter;
import io.streamgauge.telemetry.NvmlStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs that read GPUs of this machine, whole. */
class LocalGpusTest {
    @TempDir
    private Path directory;

    private CommandRun profile(Map<String, String> variables, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "profile",
                "--mock",
                "--mock-ttft",
                "1ms",
                "--mock-itl",
                "0ms",
                "--request-count",
                "12",
                "--isl",
                "10",
                "--osl",
                "8",
                "--num-prefix-prompts",
                "0",
                "--no-server-metrics",
                // So that it is read at the begin and at the end of the measured phase, and not between.
                "--server-metrics-interval",
                "600s",
                "--artifact-dir",
                results().toString()));
        args.addAll(List.of(more));
        return CommandRun.of(variables, args.toArray(String[]::new));
    }

    private Path results() {
        return directory.resolve("results");
    }

    private JsonNode stats() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(results().resolve("profile_export_genai_perf.json")))
                .at("/telemetry_stats");
    }

    private Map<String, String> nvml(String... choices) {
        return Map.of(
                "STREAMGAUGE_NVML_LIBRARY", NvmlStub.in(directory, choices).library());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvml", "pynvml", "NVML"})
    void nvidiasGpusAreReadByTheirLibrary(String word) throws IOException {
        var run = profile(nvml(), "--gpu-telemetry", word).assertDone();
        JsonNode stats = stats();
        assertThat(stats.propertyNames())
                .containsExactly(
                        "gpu_power_usage",
                        "gpu_power_limit",
                        "energy_consumption",
                        "total_gpu_memory",
                        "gpu_memory_used",
                        "gpu_memory_free",
                        "gpu_utilization",
                        "memory_copy_utilization",
                        "video_encoder_utilization",
                        "gpu_clock_sm",
                        "gpu_clock_memory",
                        "gpu_temperature",
                        "gpu_memory_temperature",
                        "power_throttle_duration",
                        "thermal_throttle_duration");
        assertThat(stats.at("/gpu_power_usage/0/min").asDouble()).isEqualTo(102);
        assertThat(stats.at("/gpu_power_usage/0/max").asDouble()).isEqualTo(103);
        assertThat(stats.at("/gpu_power_usage/1/avg").asDouble()).isEqualTo(202.5);
        assertThat(stats.at("/gpu_power_limit/1/avg").asDouble()).isEqualTo(700.5);
        assertThat(stats.at("/energy_consumption/0/min").asDouble()).isCloseTo(10.00001, within(1e-9));
        assertThat(stats.at("/total_gpu_memory/0/avg").asDouble()).isCloseTo(85.89934592, within(1e-9));
        assertThat(stats.at("/gpu_memory_used/0/avg").asDouble()).isCloseTo(64.42450944, within(1e-9));
        assertThat(stats.at("/gpu_memory_free/0/avg").asDouble()).isCloseTo(21.47483648, within(1e-9));
        assertThat(stats.at("/video_encoder_utilization").propertyNames())
                .as("what the second GPU does not know")
                .containsExactly("unit", "0");
        assertThat(stats.at("/power_throttle_duration/0/avg").asDouble()).isEqualTo(8e6);
        assertThat(run.out())
                .containsPattern("GPU Power Usage \\(W\\), GPU 1 \\| 202\\.50 \\|")
                .contains("12 J");
        assertThat(Files.readString(results().resolve("profile_export_genai_perf.csv")))
                .contains("GPU Power Usage (W),0,102.50,102.00,103.00,", "GPU Temperature (C),1,61.00,");
        assertThat(Files.readString(results().resolve("server_metrics.jsonl")))
                .contains("\"url\":\"nvml://" + Host.name() + "\"", "Hostname=\\\"" + Host.name() + "\\\",UUID=");
        assertThat(CommandRun.of("report", results().toString()).out())
                .containsPattern("GPU Power Usage \\(W\\), GPU 1 \\| 202\\.50 \\|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd", "amdsmi"})
    void amdsGpusAreReadByTheirDriver(String word) throws IOException {
        var tree = new AmdTree(directory);
        tree.instinct(1);
        profile(Map.of("STREAMGAUGE_SYSFS", tree.sysfs().toString()), "--gpu-telemetry", word)
                .assertDone();
        assertThat(stats().at("/gpu_power_usage/0/avg").asDouble()).isEqualTo(550);
        assertThat(stats().at("/gpu_memory_free/0/avg").asDouble()).isCloseTo(154.618822656, within(1e-9));
        assertThat(stats().at("/gpu_temperature/0/avg").asDouble()).isEqualTo(54);
    }

    @Test
    void allSourcesStandBesideEachOther() throws IOException {
        var tree = new AmdTree(directory);
        tree.instinct(0);
        var fields = Files.writeString(
                directory.resolve("fields.csv"),
                "DCGM_FI_DEV_GPU_TEMP, gauge, shown\nDCGM_FI_DEV_FB_RESERVED, gauge, Reserved\n");
        var stub = NvmlStub.in(directory).library();
        try (var exporter = new Exporter()) {
            exporter.page("/metrics", "DCGM_FI_DEV_FB_RESERVED{gpu=\"0\"} 512\n");
            String url = exporter.url("").getAuthority();
            var run = profile(
                            Map.of(
                                    "STREAMGAUGE_NVML_LIBRARY",
                                    stub,
                                    "STREAMGAUGE_SYSFS",
                                    tree.sysfs().toString()),
                            "--gpu-telemetry",
                            "nvml,amd,pynvml",
                            url,
                            fields.toString())
                    .assertDone();
            String box = Host.name();
            assertThat(stats().at("/gpu_power_usage").propertyNames())
                    .containsExactlyInAnyOrder(
                            "unit", "nvml://" + box + "/0", "nvml://" + box + "/1", "amd://" + box + "/0");
            assertThat(stats().at("/fb_reserved").propertyNames()).containsExactly("unit", url + "/0");
            assertThat(run.out()).contains("GPU Temperature (C), GPU amd://" + box + "/0");
        }
    }

    @Test
    void whatIsNotThereIsToldBeforeAnythingIsSentAndTheRunGoesOn() throws IOException {
        var run = profile(Map.of("STREAMGAUGE_NVML_LIBRARY", "/no/such/libnvidia-ml.so.1"), "--gpu-telemetry", "nvml")
                .assertDone();
        String told = "GPUs at nvml://" + Host.name() + " cannot be read: /no/such/libnvidia-ml.so.1 cannot be loaded;"
                + " install NVIDIA's driver here";
        assertThat(run.err()).startsWith("streamgauge: " + told).hasLineCount(1);
        assertThat(run.out()).containsOnlyOnce(told);
        assertThat(stats().isMissingNode()).isTrue();
    }

    @Test
    void aGpuThatIsLostIsToldAndWhatItSaidIsKept() throws IOException {
        var run =
                profile(nvml("LOST=1", "LOST_AT=3"), "--gpu-telemetry", "nvml").assertDone();
        assertThat(run.out())
                .containsOnlyOnce(
                        "GPUs at nvml://" + Host.name() + ": GPU 1 (Stub \"B\" 200) is heard no more: GPU is lost");
        assertThat(stats().at("/gpu_power_usage/0/max").asDouble()).isEqualTo(103);
        assertThat(stats().at("/gpu_power_usage/1/max").asDouble()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvlm", "pynvm", "amd-smi", "AMDD"})
    void aWordThatIsNearlyADriversIsRefused(String word) {
        profile(Map.of(), "--gpu-telemetry", word)
                .assertRefused("--gpu-telemetry '" + word + "': GPUs cannot be read so; did you mean ");
        assertThat(results()).doesNotExist();
    }

    @Test
    void nothingOfItIsLoadedUnlessItIsAskedFor() throws IOException, InterruptedException {
        assertThat(loadedBy("--gpu-telemetry", "nvml"))
                .as("what to look for")
                .contains("telemetry.WatchedGpus", "telemetry.NvmlGpus", "clock.SharedLibrary", "plan.GpuDriver");
        assertThat(loadedBy())
                .contains("telemetry.MetricsScraper", "plan.TelemetryPlan")
                .doesNotContain("Gpus", "clock.SharedLibrary", "plan.GpuDriver");
    }

    /** The log of classes that a run loads in a JVM of its own. */
    private String loadedBy(String... more) throws IOException, InterruptedException {
        Path log = directory.resolve("classes.log");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                Child.classPath(),
                Main.class.getName()));
        command.addAll(List.of("profile", "--mock", "--mock-itl", "0ms", "--request-count", "2", "--osl", "2"));
        command.addAll(List.of("--overwrite", "--artifact-dir", results().toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> contents(directory.resolve("out.txt")))
                .isZero();
        return contents(log);
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return file + ": " + e;
        }
    }
}
