package io.streamgauge.telemetry;

import static io.streamgauge.telemetry.GpuMetric.*;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.metrics.Statistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GpuWatchTest {
    private static GpuTelemetry read(MetricsPage... pages) {
        var watch = new GpuWatch(GpuMetrics.KNOWN);
        watch.begin();
        for (var page : pages) {
            assertThat(GpuWatch.isOn(page)).isTrue();
            watch.add(page, "http://a/metrics", 0);
        }
        return requireNonNull(watch.result());
    }

    private static Map<String, Statistics> gpus(GpuTelemetry telemetry, GpuMetric metric) {
        return requireNonNull(telemetry.statistics().get(metric));
    }

    private static double average(GpuTelemetry telemetry, GpuMetric metric, String gpu) {
        return requireNonNull(gpus(telemetry, metric).get(gpu)).avg();
    }

    @Test
    void dcgmNumbersHaveGenaiPerfsUnits() {
        var telemetry = read(Pages.of("dcgm"));
        assertThat(average(telemetry, GPU_POWER_USAGE, "0")).isEqualTo(350.5);
        assertThat(average(telemetry, ENERGY_CONSUMPTION, "0")).as("MJ").isCloseTo(67.33, within(1e-9));
        assertThat(average(telemetry, TOTAL_GPU_MEMORY, "0")).as("GB").isCloseTo(51.527, within(1e-3));
        assertThat(average(telemetry, GPU_MEMORY_USED, "0")).as("GB").isCloseTo(45.99, within(1e-2));
        assertThat(average(telemetry, GPU_UTILIZATION, "0")).isEqualTo(97);
        assertThat(average(telemetry, known("sm_utilization"), "0")).as("%").isEqualTo(50);
        assertThat(average(telemetry, known("pcie_transmit_throughput"), "0"))
                .as("KB/s")
                .isEqualTo(1024);
        assertThat(average(telemetry, known("gpu_clock_sm"), "0")).isEqualTo(1980);
        assertThat(gpus(telemetry, GPU_POWER_USAGE).keySet()).containsExactly("0", "2", "10");
    }

    @Test
    void whatDcgmCannotTellIsLeftOut() {
        assertThat(read(Pages.of("dcgm")).statistics())
                .doesNotContainKeys(
                        known("gpu_memory_temperature"),
                        known("video_decoder_utilization"),
                        known("power_throttle_duration"))
                .containsKeys(known("gpu_temperature"), known("video_encoder_utilization"), known("xid_last_error"));
    }

    @Test
    void tritonNumbersHaveTheSameUnits() {
        var telemetry = read(Pages.of("triton"));
        assertThat(gpus(telemetry, GPU_POWER_USAGE).keySet())
                .as("counted in the page's order")
                .containsExactly("gpu0", "gpu1");
        assertThat(average(telemetry, GPU_POWER_USAGE, "gpu0")).isEqualTo(30.5);
        assertThat(average(telemetry, ENERGY_CONSUMPTION, "gpu0")).as("MJ").isCloseTo(1.234567, within(1e-9));
        assertThat(average(telemetry, GPU_UTILIZATION, "gpu0")).as("%").isEqualTo(25);
        assertThat(average(telemetry, TOTAL_GPU_MEMORY, "gpu0")).as("GB").isCloseTo(17, within(1e-9));
    }

    @Test
    void theSummaryFileHoldsGenaiPerfsTree() {
        var tree = read(
                        Pages.lines(
                                "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 100",
                                "DCGM_FI_DEV_POWER_MGMT_LIMIT{gpu=\"0\"} 700"),
                        Pages.lines(
                                "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 200",
                                "DCGM_FI_DEV_POWER_MGMT_LIMIT{gpu=\"0\"} 700"))
                .toTree();
        assertThat(tree).containsOnlyKeys("gpu_power_usage", "gpu_power_limit");
        assertThat(tree.get("gpu_power_limit")).isEqualTo(Map.of("unit", "W", "0", Map.of("avg", 700.0)));
        assertThat(JsonMapper.shared()
                        .<JsonNode>valueToTree(tree)
                        .at("/gpu_power_usage/0")
                        .toString())
                .contains("\"avg\":150.0", "\"min\":100.0", "\"max\":200.0", "\"p99\":199.0", "\"std\":50.0");
    }

    @Test
    void energyIsThatOfTheMeasuredPhaseOfAllGpus() {
        var watch = new GpuWatch(GpuMetrics.KNOWN);
        watch.add(Pages.lines("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu=\"0\"} 1000"), "a", 0);
        watch.begin();
        watch.add(
                Pages.lines(
                        "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu=\"0\"} 5000000",
                        "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu=\"1\"} 0"),
                "a",
                1);
        watch.add(
                Pages.lines(
                        "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu=\"0\"} 6500000",
                        "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu=\"1\"} 250000"),
                "a",
                2);
        assertThat(requireNonNull(watch.result()).energyJoules()).isCloseTo(1750, within(1e-6));
    }

    @Test
    void keysAndLabelsAreGenaiPerfs() {
        assertThat(List.of(
                        GPU_POWER_USAGE.key(),
                        known("total_ecc_sbe_volatile").key(),
                        known("pcie_replay_counter").key()))
                .containsExactly("gpu_power_usage", "total_ecc_sbe_volatile", "pcie_replay_counter");
        assertThat(List.of(TOTAL_GPU_MEMORY.label(), known("sm_utilization").label()))
                .containsExactly("Total GPU Memory (GB)", "Sm Utilization (%)");
    }

    private static GpuMetric known(String key) {
        return GpuMetric.KNOWN.stream()
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
