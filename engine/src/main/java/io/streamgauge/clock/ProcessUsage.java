package io.streamgauge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What this process has used so far. Any thread; not for hot paths. */
public final class ProcessUsage {
    private ProcessUsage() {}

    /** Processor time of all threads since the process started, in nanoseconds; 0 where the system does not tell. */
    public static long cpuNanos() {
        return Kernel.IS_LINUX ? SystemClock.PROCESS_CPU.nanos() : cpuNanosOfHandle();
    }

    private static long cpuNanosOfHandle() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    /** Most memory that was resident at any time, in bytes ({@code VmHWM} of proc(5)); 0 where the system does not tell. */
    public static long peakRssBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
