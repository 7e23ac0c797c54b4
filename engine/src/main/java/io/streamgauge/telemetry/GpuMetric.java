package io.streamgauge.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * What is told of a GPU: genai-perf's keys, units and scales, in its order. DCGM's exporter tells them all, Triton some.
 */
public enum GpuMetric {
    GPU_POWER_USAGE("W", "DCGM_FI_DEV_POWER_USAGE", 1, "nv_gpu_power_usage", 1),
    GPU_POWER_LIMIT("W", "DCGM_FI_DEV_POWER_MGMT_LIMIT", 1, "nv_gpu_power_limit", 1),
    /** Since the driver was loaded: millijoules in DCGM, joules in Triton. */
    ENERGY_CONSUMPTION("MJ", "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", 1e-9, "nv_energy_consumption", 1e-6),
    /** Memory is in MiB in DCGM, in bytes in Triton. */
    TOTAL_GPU_MEMORY("GB", "DCGM_FI_DEV_FB_TOTAL", 1.048576e-3, "nv_gpu_memory_total_bytes", 1e-9),
    GPU_MEMORY_USED("GB", "DCGM_FI_DEV_FB_USED", 1.048576e-3, "nv_gpu_memory_used_bytes", 1e-9),
    GPU_MEMORY_FREE("GB", "DCGM_FI_DEV_FB_FREE", 1.048576e-3),
    /** Per cent in DCGM, a ratio in Triton. */
    GPU_UTILIZATION("%", "DCGM_FI_DEV_GPU_UTIL", 1, "nv_gpu_utilization", 100),
    SM_UTILIZATION("%", "DCGM_FI_PROF_SM_ACTIVE", 100),
    MEMORY_COPY_UTILIZATION("%", "DCGM_FI_DEV_MEM_COPY_UTIL", 1),
    VIDEO_ENCODER_UTILIZATION("%", "DCGM_FI_DEV_ENC_UTIL", 1),
    VIDEO_DECODER_UTILIZATION("%", "DCGM_FI_DEV_DEC_UTIL", 1),
    GPU_CLOCK_SM("MHz", "DCGM_FI_DEV_SM_CLOCK", 1),
    GPU_CLOCK_MEMORY("MHz", "DCGM_FI_DEV_MEM_CLOCK", 1),
    GPU_TEMPERATURE("C", "DCGM_FI_DEV_GPU_TEMP", 1),
    GPU_MEMORY_TEMPERATURE("C", "DCGM_FI_DEV_MEMORY_TEMP", 1),
    TOTAL_ECC_SBE_VOLATILE("errors", "DCGM_FI_DEV_ECC_SBE_VOL_TOTAL", 1),
    TOTAL_ECC_DBE_VOLATILE("errors", "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL", 1),
    TOTAL_ECC_SBE_AGGREGATE("errors", "DCGM_FI_DEV_ECC_SBE_AGG_TOTAL", 1),
    TOTAL_ECC_DBE_AGGREGATE("errors", "DCGM_FI_DEV_ECC_DBE_AGG_TOTAL", 1),
    XID_LAST_ERROR("errors", "DCGM_FI_DEV_XID_ERRORS", 1),
    POWER_THROTTLE_DURATION("us", "DCGM_FI_DEV_POWER_VIOLATION", 1),
    THERMAL_THROTTLE_DURATION("us", "DCGM_FI_DEV_THERMAL_VIOLATION", 1),
    RETIRED_PAGES_SBE("pages", "DCGM_FI_DEV_RETIRED_SBE", 1),
    RETIRED_PAGES_DBE("pages", "DCGM_FI_DEV_RETIRED_DBE", 1),
    TOTAL_NVLINK_CRC_FLIT_ERRORS("errors", "DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL", 1),
    TOTAL_NVLINK_CRC_DATA_ERRORS("errors", "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL", 1),
    PCIE_TRANSMIT_THROUGHPUT("KB/s", "DCGM_FI_PROF_PCIE_TX_BYTES", 1.0 / 1024),
    PCIE_RECEIVE_THROUGHPUT("KB/s", "DCGM_FI_PROF_PCIE_RX_BYTES", 1.0 / 1024),
    PCIE_REPLAY_COUNTER("retries", "DCGM_FI_DEV_PCIE_REPLAY_COUNTER", 1);

    private final String unit;
    private final String dcgmName;
    private final double dcgmScale;
    private final @Nullable String tritonName;
    private final double tritonScale;

    GpuMetric(String unit, String dcgmName, double dcgmScale) {
        this(unit, dcgmName, dcgmScale, null, 1);
    }

    GpuMetric(String unit, String dcgmName, double dcgmScale, @Nullable String tritonName, double tritonScale) {
        this.unit = unit;
        this.dcgmName = dcgmName;
        this.dcgmScale = dcgmScale;
        this.tritonName = tritonName;
        this.tritonScale = tritonScale;
    }

    /** genai-perf's key. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Unit of its values. */
    public String unit() {
        return unit;
    }

    /** genai-perf's label: {@code GPU Power Usage (W)}. */
    public String label() {
        var label = new StringBuilder();
        for (var word : key().split("_", -1)) {
            label.append(label.isEmpty() ? "" : " ")
                    .append(word.equals("gpu") ? "GPU" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return label.append(" (").append(unit).append(')').toString();
    }

    /** Whether one number says it all; genai-perf gives these an average only. */
    public boolean constant() {
        return this == GPU_POWER_LIMIT || this == TOTAL_GPU_MEMORY;
    }

    String dcgmName() {
        return dcgmName;
    }

    double dcgmScale() {
        return dcgmScale;
    }

    @Nullable
    String tritonName() {
        return tritonName;
    }

    double tritonScale() {
        return tritonScale;
    }
}
