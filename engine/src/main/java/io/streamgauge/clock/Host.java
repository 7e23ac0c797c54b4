package io.streamgauge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Facts about this host that bound what can be measured on it.
 *
 * @param clockSource what the kernel's clocks tick by, {@code unknown} where it does not say
 * @param cores processors that this process may use
 */
public record Host(String clockSource, int cores) {
    private static final String UNKNOWN = "unknown";
    private static final Path CLOCK_SOURCE =
            Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");

    /** Those that a virtual machine or a processor reads without a trap into the kernel. */
    private static final Set<String> QUICK_SOURCES =
            Set.of("tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter");

    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");

    /** Whether reading the clock is a matter of nanoseconds, as far as the system tells. */
    public boolean hasQuickClock() {
        return clockSource.equals(UNKNOWN) || QUICK_SOURCES.contains(clockSource);
    }

    /** As they are now. */
    public static Host here() {
        return new Host(clockSourceHere(), Runtime.getRuntime().availableProcessors());
    }

    /** What this host calls itself, {@code localhost} where the kernel does not say. Asks no name server. */
    public static String name() {
        String name = line(NAME, "");
        return name.isEmpty() ? "localhost" : name;
    }

    private static String clockSourceHere() {
        return line(CLOCK_SOURCE, UNKNOWN);
    }

    private static String line(Path file, String otherwise) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return otherwise;
        }
    }
}
