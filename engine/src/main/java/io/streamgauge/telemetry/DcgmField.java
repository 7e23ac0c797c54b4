package io.streamgauge.telemetry;

/** Fields of DCGM's exporter that GPUs of this machine are told by, so that whatever reads the one reads the other; values are in its units. */
enum DcgmField {
    /** Watts. */
    POWER_USAGE(SeriesKind.GAUGE),
    /** Watts. */
    POWER_MGMT_LIMIT(SeriesKind.GAUGE),
    /** Millijoules. */
    TOTAL_ENERGY_CONSUMPTION(SeriesKind.COUNTER),
    /** MiB, as the next two. */
    FB_TOTAL(SeriesKind.GAUGE),
    FB_USED(SeriesKind.GAUGE),
    FB_FREE(SeriesKind.GAUGE),
    /** Per cent, as the next three. */
    GPU_UTIL(SeriesKind.GAUGE),
    MEM_COPY_UTIL(SeriesKind.GAUGE),
    ENC_UTIL(SeriesKind.GAUGE),
    DEC_UTIL(SeriesKind.GAUGE),
    /** MHz, as the next one. */
    SM_CLOCK(SeriesKind.GAUGE),
    MEM_CLOCK(SeriesKind.GAUGE),
    /** Degrees Celsius, as the next one. */
    GPU_TEMP(SeriesKind.GAUGE),
    MEMORY_TEMP(SeriesKind.GAUGE),
    /** Microseconds, as the next one. */
    POWER_VIOLATION(SeriesKind.COUNTER),
    THERMAL_VIOLATION(SeriesKind.COUNTER);

    private final SeriesKind kind;

    DcgmField(SeriesKind kind) {
        this.kind = kind;
    }

    String series() {
        return "DCGM_FI_DEV_" + name();
    }

    /** As a metrics page says it. */
    String kind() {
        return kind == SeriesKind.COUNTER ? "counter" : "gauge";
    }
}
