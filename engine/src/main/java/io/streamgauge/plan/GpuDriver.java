package io.streamgauge.plan;

/**
 * How GPUs of this machine are read.
 *
 * @param way whose they are
 * @param from of NVIDIA's: the file or name of the library; of AMD's: where sysfs is mounted
 */
public record GpuDriver(Way way, String from) {
    /** By which driver. */
    public enum Way {
        /** NVIDIA's management library. */
        NVML,
        /** The kernel's driver for AMD's. */
        AMD
    }
}
