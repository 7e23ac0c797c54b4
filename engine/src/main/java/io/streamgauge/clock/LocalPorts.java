package io.streamgauge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many ports the kernel hands out to outgoing connections. */
public final class LocalPorts {
    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Pattern TWO_NUMBERS = Pattern.compile("\\s*(\\d{1,5})\\s+(\\d{1,5})\\s*");
    private static final int EPHEMERAL = 16_384; // RFC 6335 section 6: 49152 to 65535

    private LocalPorts() {}

    /** Ports for each pair of a local and a remote address and port. */
    public static int count() {
        try {
            Matcher range = TWO_NUMBERS.matcher(Files.readString(RANGE));
            return range.matches()
                    ? Integer.parseInt(range.group(2)) - Integer.parseInt(range.group(1)) + 1
                    : EPHEMERAL;
        } catch (IOException e) {
            return EPHEMERAL;
        }
    }
}
