package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmdGpusTest {
    @TempDir
    private Path directory;

    private final List<String> notes = new ArrayList<>();
    private AmdTree tree = new AmdTree(Path.of("none"));

    @BeforeEach
    void plant() {
        tree = new AmdTree(directory);
    }

    private List<String> read() throws IOException {
        try (var gpus = AmdGpus.open(tree.sysfs(), "box")) {
            return lines(gpus);
        }
    }

    private List<String> lines(AmdGpus gpus) {
        List<String> lines = new ArrayList<>();
        gpus.read(notes::add)
                .values()
                .forEach((series, value) -> lines.add(series.toString().replace("DCGM_FI_DEV_", "") + " " + value));
        return lines;
    }

    @Test
    void whatTheDriverSaysIsAPageOfDcgms() throws IOException {
        tree.instinct(0);
        var labels = "{Hostname=\"box\",UUID=\"f00dcafe\",gpu=\"0\",modelName=\"AMD Stub X\"} ";
        assertThat(read())
                .containsExactly(
                        "POWER_USAGE" + labels + "550.0",
                        "POWER_MGMT_LIMIT" + labels + "750.5",
                        "FB_TOTAL" + labels + "196608.0",
                        "FB_USED" + labels + "49152.0",
                        "GPU_UTIL" + labels + "88.0",
                        "MEM_COPY_UTIL" + labels + "33.0",
                        "GPU_TEMP" + labels + "54.0",
                        "MEMORY_TEMP" + labels + "47.5",
                        "SM_CLOCK" + labels + "2100.0",
                        "MEM_CLOCK" + labels + "1300.0",
                        "FB_FREE" + labels + "147456.0");
    }

    @Test
    void theEdgeGoesBeforeTheJunctionAndAveragePowerBeforeThatOfAMoment() throws IOException {
        Path device = tree.instinct(0);
        AmdTree.put(device, "hwmon/hwmon7/temp1_label", "edge");
        AmdTree.put(device, "hwmon/hwmon7/temp1_input", "41000");
        AmdTree.put(device, "hwmon/hwmon7/power1_average", "123000000");
        AmdTree.put(device, "hwmon/hwmon7/energy1_input", "7000000");
        assertThat(read())
                .anyMatch(line -> line.startsWith("GPU_TEMP{") && line.endsWith(" 41.0"))
                .anyMatch(line -> line.startsWith("POWER_USAGE{") && line.endsWith(" 123.0"))
                .anyMatch(line -> line.startsWith("TOTAL_ENERGY_CONSUMPTION{") && line.endsWith(" 7000.0"));
    }

    @Test
    void cardsAreCountedInTheOrderOfTheirNumbersAndOthersCardsAreNot() throws IOException {
        tree.card(0, "0000:01:00.0", "0x10de", "nvidia");
        tree.card(1, "0000:02:00.0", "0x1002", "vfio-pci");
        Path tenth = tree.card(10, "0000:0a:00.0", "0x1002", "amdgpu");
        Path second = tree.card(2, "0000:03:00.0", "0x1002", "amdgpu");
        AmdTree.put(tenth, "gpu_busy_percent", "10");
        AmdTree.put(second, "gpu_busy_percent", "2");
        assertThat(read())
                .as("without an id of its own, its place on the bus tells a chip from others")
                .containsExactly(
                        "GPU_UTIL{Hostname=\"box\",UUID=\"0000:03:00.0\",gpu=\"0\"} 2.0",
                        "GPU_UTIL{Hostname=\"box\",UUID=\"0000:0a:00.0\",gpu=\"1\"} 10.0");
    }

    @Test
    void whatIsNoNumberNowIsLeftOutNow() throws IOException {
        Path device = tree.instinct(0);
        try (var gpus = AmdGpus.open(tree.sysfs(), "box")) {
            AmdTree.put(device, "gpu_busy_percent", "");
            Files.delete(device.resolve("mem_info_vram_used"));
            assertThat(lines(gpus))
                    .hasSize(8)
                    .noneMatch(line -> line.startsWith("GPU_UTIL") || line.startsWith("FB_FREE"));
            AmdTree.put(device, "gpu_busy_percent", "5");
            assertThat(lines(gpus)).anyMatch(line -> line.startsWith("GPU_UTIL{") && line.endsWith(" 5.0"));
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void aCardThatGoesIsToldOnce() throws IOException {
        tree.instinct(0);
        Path other = tree.card(1, "0000:c2:00.0", "0x1002", "amdgpu");
        AmdTree.put(other, "gpu_busy_percent", "1");
        try (var gpus = AmdGpus.open(tree.sysfs(), "box")) {
            assertThat(lines(gpus)).hasSize(12);
            Files.delete(other.resolve("gpu_busy_percent"));
            assertThat(lines(gpus)).hasSize(11);
            assertThat(lines(gpus)).hasSize(11);
        }
        assertThat(notes)
                .containsExactly("GPU 1 is heard no more: none of its files in "
                        + tree.sysfs().resolve("class/drm/card1/device") + " can be read");
    }

    @Test
    void withoutSuchACardThereIsOneLine() throws IOException {
        var told = tree.sysfs().resolve("class/drm")
                + " has no card of the driver amdgpu; load it (modprobe amdgpu), or name in STREAMGAUGE_SYSFS where the"
                + " machine's /sys is, as in a container";
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessage(told);
        tree.card(0, "0000:01:00.0", "0x10de", "nvidia");
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessage(told);
    }
}
