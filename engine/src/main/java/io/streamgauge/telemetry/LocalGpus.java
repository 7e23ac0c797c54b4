package io.streamgauge.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** GPUs of this machine, by one of their drivers. Nothing of it is loaded before they are read. */
public final class LocalGpus {
    private final String scheme;
    private final Driver driver;

    /** A way to them. */
    interface Driver {
        /**
         * Finds them.
         *
         * @param host this machine's name
         * @param notes is told of those that cannot be read, a line each
         * @throws IOException in one line, when there are none
         */
        GpuReader open(String host, Consumer<String> notes) throws IOException;
    }

    /** @param scheme of their address */
    LocalGpus(String scheme, Driver driver) {
        this.scheme = scheme;
        this.driver = driver;
    }

    /**
     * NVIDIA's, by NVML.
     *
     * @param library its file, or a name that the system's loader looks for
     */
    public static LocalGpus nvml(String library) {
        return new LocalGpus("nvml", (host, notes) -> NvmlGpus.open(library, host, notes));
    }

    /**
     * AMD's, by what the kernel's driver says in sysfs.
     *
     * @param sysfs where that is mounted
     */
    public static LocalGpus amd(Path sysfs) {
        return new LocalGpus("amd", (host, notes) -> AmdGpus.open(sysfs, host));
    }

    /** What stands for them where a metrics page has its URL. */
    String address(String host) {
        return scheme + "://" + host;
    }

    GpuReader open(String host, Consumer<String> notes) throws IOException {
        return driver.open(host, notes);
    }
}
