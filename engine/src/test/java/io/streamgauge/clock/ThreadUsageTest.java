package io.streamgauge.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadUsageTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0, 0",
        "'7 8 9\n', 7, 8",
        "'12345678901234567 9876543210 42', 12345678901234567, 9876543210",
        "'5', 5, 0",
        "'5 ', 5, 0"
    })
    void takesTheFirstTwoNumbers(String schedstat, long cpuNanos, long waitNanos) {
        byte[] text = schedstat.getBytes(StandardCharsets.US_ASCII);
        assertThat(ThreadUsage.parse(text, text.length)).isEqualTo(new ThreadUsage.Reading(cpuNanos, waitNanos));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void eachReadingLiesBetweenTheKernelsFigureBeforeAndAfter() throws IOException {
        try (ThreadUsage usage = ThreadUsage.ofCurrent()) {
            for (int i = 0; i < 50; i++) {
                long before = cpuNanos();
                long read = usage.read().cpuNanos();
                assertThat(read).isPositive().isBetween(before, cpuNanos());
            }
        }
    }

    private static long cpuNanos() throws IOException {
        return Long.parseLong(
                Files.readString(Path.of("/proc/thread-self/schedstat")).split(" ", -1)[0]);
    }

    @Test
    void isAllZerosWhenItIsClosed() {
        ThreadUsage usage = ThreadUsage.ofCurrent();
        usage.close();
        assertThat(usage.read()).isEqualTo(new ThreadUsage.Reading(0, 0));
    }
}
