package io.streamgauge.clock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
        // In one read: the kernel has nothing more to say to a second, and those who ask for a byte first get just
        // that.
        byte[] text = new byte[64];
        try (InputStream in = Files.newInputStream(RANGE)) {
            int length = Math.max(0, in.read(text));
            Matcher range = TWO_NUMBERS.matcher(new String(text, 0, length, StandardCharsets.US_ASCII));
            return range.matches()
                    ? Integer.parseInt(range.group(2)) - Integer.parseInt(range.group(1)) + 1
                    : EPHEMERAL;
        } catch (IOException e) {
            return EPHEMERAL;
        }
    }
}
