package io.streamgauge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Facts about this host that bound what can be measured on it.
 *
 * @param clockSource what the kernel's clocks tick by, {@code unknown} where it does not say
 * @param cores processors that this process may use
 */
public record Host(String clockSource, int cores) {
    private static final Path CLOCK_SOURCE =
            Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");

    /** As they are now. */
    public static Host here() {
        return new Host(clockSourceHere(), Runtime.getRuntime().availableProcessors());
    }

    private static String clockSourceHere() {
        try {
            return Files.readString(CLOCK_SOURCE).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
