package io.streamgauge.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a GPU.
 *
 * @param key in the summary's JSON
 * @param name in tables, without the unit
 * @param unit of its values; empty where it is not known
 * @param constant whether one number says it all; genai-perf gives these an average only
 * @param dcgm how DCGM's exporter tells it
 * @param triton how Triton does; null where it does not
 */
public record GpuMetric(
        String key,
        String name,
        String unit,
        boolean constant,
        Told dcgm,
        @Nullable Told triton) {
    public static final GpuMetric GPU_POWER_USAGE =
            of("gpu_power_usage", "W", "DCGM_FI_DEV_POWER_USAGE", 1, "nv_gpu_power_usage", 1);
    public static final GpuMetric GPU_POWER_LIMIT = of(
                    "gpu_power_limit", "W", "DCGM_FI_DEV_POWER_MGMT_LIMIT", 1, "nv_gpu_power_limit", 1)
            .once();
    /** Since the driver was loaded: millijoules in DCGM, joules in Triton. */
    public static final GpuMetric ENERGY_CONSUMPTION =
            of("energy_consumption", "MJ", "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", 1e-9, "nv_energy_consumption", 1e-6);
    /** Memory is in MiB in DCGM, in bytes in Triton. */
    public static final GpuMetric TOTAL_GPU_MEMORY = of(
                    "total_gpu_memory", "GB", "DCGM_FI_DEV_FB_TOTAL", 1.048576e-3, "nv_gpu_memory_total_bytes", 1e-9)
            .once();

    public static final GpuMetric GPU_MEMORY_USED =
            of("gpu_memory_used", "GB", "DCGM_FI_DEV_FB_USED", 1.048576e-3, "nv_gpu_memory_used_bytes", 1e-9);
    public static final GpuMetric GPU_MEMORY_FREE = of("gpu_memory_free", "GB", "DCGM_FI_DEV_FB_FREE", 1.048576e-3);
    /** Per cent in DCGM, a ratio in Triton. */
    public static final GpuMetric GPU_UTILIZATION =
            of("gpu_utilization", "%", "DCGM_FI_DEV_GPU_UTIL", 1, "nv_gpu_utilization", 100);

    /** genai-perf's keys, units and scales, in its order. DCGM's exporter tells them all, Triton some. */
    static final List<GpuMetric> KNOWN = List.of(
            GPU_POWER_USAGE,
            GPU_POWER_LIMIT,
            ENERGY_CONSUMPTION,
            TOTAL_GPU_MEMORY,
            GPU_MEMORY_USED,
            GPU_MEMORY_FREE,
            GPU_UTILIZATION,
            of("sm_utilization", "%", "DCGM_FI_PROF_SM_ACTIVE", 100),
            of("memory_copy_utilization", "%", "DCGM_FI_DEV_MEM_COPY_UTIL", 1),
            of("video_encoder_utilization", "%", "DCGM_FI_DEV_ENC_UTIL", 1),
            of("video_decoder_utilization", "%", "DCGM_FI_DEV_DEC_UTIL", 1),
            of("gpu_clock_sm", "MHz", "DCGM_FI_DEV_SM_CLOCK", 1),
            of("gpu_clock_memory", "MHz", "DCGM_FI_DEV_MEM_CLOCK", 1),
            of("gpu_temperature", "C", "DCGM_FI_DEV_GPU_TEMP", 1),
            of("gpu_memory_temperature", "C", "DCGM_FI_DEV_MEMORY_TEMP", 1),
            of("total_ecc_sbe_volatile", "errors", "DCGM_FI_DEV_ECC_SBE_VOL_TOTAL", 1),
            of("total_ecc_dbe_volatile", "errors", "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL", 1),
            of("total_ecc_sbe_aggregate", "errors", "DCGM_FI_DEV_ECC_SBE_AGG_TOTAL", 1),
            of("total_ecc_dbe_aggregate", "errors", "DCGM_FI_DEV_ECC_DBE_AGG_TOTAL", 1),
            of("xid_last_error", "errors", "DCGM_FI_DEV_XID_ERRORS", 1),
            of("power_throttle_duration", "us", "DCGM_FI_DEV_POWER_VIOLATION", 1),
            of("thermal_throttle_duration", "us", "DCGM_FI_DEV_THERMAL_VIOLATION", 1),
            of("retired_pages_sbe", "pages", "DCGM_FI_DEV_RETIRED_SBE", 1),
            of("retired_pages_dbe", "pages", "DCGM_FI_DEV_RETIRED_DBE", 1),
            of("total_nvlink_crc_flit_errors", "errors", "DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL", 1),
            of("total_nvlink_crc_data_errors", "errors", "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL", 1),
            of("pcie_transmit_throughput", "KB/s", "DCGM_FI_PROF_PCIE_TX_BYTES", 1.0 / 1024),
            of("pcie_receive_throughput", "KB/s", "DCGM_FI_PROF_PCIE_RX_BYTES", 1.0 / 1024),
            of("pcie_replay_counter", "retries", "DCGM_FI_DEV_PCIE_REPLAY_COUNTER", 1));

    /**
     * How a page tells it.
     *
     * @param series by its name
     * @param scale what its values are multiplied by
     */
    record Told(String series, double scale) {}

    private static GpuMetric of(String key, String unit, String dcgmName, double dcgmScale) {
        return new GpuMetric(key, name(key.split("_", -1)), unit, false, new Told(dcgmName, dcgmScale), null);
    }

    private static GpuMetric of(
            String key, String unit, String dcgmName, double dcgmScale, String tritonName, double tritonScale) {
        return new GpuMetric(
                key,
                name(key.split("_", -1)),
                unit,
                false,
                new Told(dcgmName, dcgmScale),
                new Told(tritonName, tritonScale));
    }

    private GpuMetric once() {
        return new GpuMetric(key, name, unit, true, dcgm, triton);
    }

    /** As genai-perf has them: {@code GPU Power Usage}. */
    static String name(String... words) {
        return Arrays.stream(words)
                .map(word -> word.equals("gpu") ? "GPU" : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    /** In tables: {@code GPU Power Usage (W)}. */
    public String label() {
        return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
}
