package io.streamgauge.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LocalPortsTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void areAsManyAsTheKernelSays() throws IOException {
        Process cat = new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_local_port_range").start();
        String[] range = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .strip()
                .split("\\s+", -1);
        assertThat(LocalPorts.count()).isEqualTo(Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1);
    }
}
