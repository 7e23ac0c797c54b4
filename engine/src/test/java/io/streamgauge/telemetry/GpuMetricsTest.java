package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuMetricsTest {
    private static List<GpuMetric> added(String... lines) {
        var all = GpuMetrics.with(List.of(lines), "f").all();
        assertThat(all).startsWith(GpuMetrics.KNOWN.all().toArray(GpuMetric[]::new));
        return all.subList(GpuMetrics.KNOWN.all().size(), all.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DCGM_FI_DEV_FB_RESERVED, gauge, Framebuffer memory reserved (in MiB). | fb_reserved | Framebuffer Memory Reserved (MiB)",
                "DCGM_FI_PROF_DRAM_ACTIVE,gauge,Ratio of cycles | dram_active | Ratio Of Cycles",
                "DCGM_FI_DEV_NVLINK_BANDWIDTH_L0, counter, (in  Bytes) | nvlink_bandwidth_l0 | DCGM_FI_DEV_NVLINK_BANDWIDTH_L0 (Bytes)",
                "DCGM_FI_IMEX_DOMAIN_STATUS, gauge, IMEX, (not a unit) | imex_domain_status | IMEX,",
                "DCGM_FI_DEV_GPU_UTILIZATION, gauge, u | dcgm_fi_dev_gpu_utilization | U"
            })
    void aFieldHasANameAUnitAndAKey(String line, String key, String label) {
        assertThat(added(line)).singleElement().satisfies(metric -> {
            assertThat(metric.key()).isEqualTo(key);
            assertThat(metric.label()).isEqualTo(label);
            assertThat(line).startsWith(metric.dcgm().series());
            assertThat(metric.dcgm().scale()).isEqualTo(1);
        });
    }

    @Test
    void twoFieldsDoNotShareAKey() {
        assertThat(added("DCGM_FI_DEV_X, gauge, x", "DCGM_FI_PROF_X, gauge, x"))
                .extracting(GpuMetric::key)
                .containsExactly("x", "dcgm_fi_prof_x");
    }

    @Test
    void aFieldThatIsKnownIsShownAndKeepsItsScale() {
        var metrics = GpuMetrics.with(
                List.of("DCGM_FI_DEV_FB_FREE, gauge, Free (in MiB)", "DCGM_FI_DEV_POWER_USAGE, gauge, P"), "f");
        assertThat(metrics.all()).isEqualTo(GpuMetrics.KNOWN.all());
        assertThat(metrics.shown())
                .startsWith(GpuMetrics.KNOWN.shown().toArray(GpuMetric[]::new))
                .hasSize(GpuMetrics.KNOWN.shown().size() + 1)
                .endsWith(GpuMetric.GPU_MEMORY_FREE);
    }
}
