package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvmlGpusTest {
    @TempDir
    private Path directory;

    private final List<String> notes = new ArrayList<>();

    private NvmlGpus open(String... choices) throws IOException {
        return NvmlGpus.open(NvmlStub.in(directory, choices).library(), "box", notes::add);
    }

    private static List<String> lines(MetricsPage page) {
        List<String> lines = new ArrayList<>();
        page.values().forEach((series, value) -> lines.add(series + " " + value));
        return lines;
    }

    @Test
    void whatTheLibrarySaysIsAPageOfDcgms() throws IOException {
        try (var gpus = open("COUNT=1")) {
            var page = gpus.read(notes::add);
            assertThat(lines(page).stream()
                            .map(line -> line.replace(
                                    "{Hostname=\"box\",UUID=\"GPU-aaaa\",gpu=\"0\",modelName=\"Stub \\\"B\\\" 200\"}",
                                    "")))
                    .containsExactly(
                            "DCGM_FI_DEV_POWER_USAGE 101.0",
                            "DCGM_FI_DEV_POWER_MGMT_LIMIT 700.5",
                            "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION 1.0000005E10",
                            "DCGM_FI_DEV_FB_TOTAL 81920.0",
                            "DCGM_FI_DEV_FB_USED 61440.0",
                            "DCGM_FI_DEV_FB_FREE 20480.0",
                            "DCGM_FI_DEV_GPU_UTIL 97.0",
                            "DCGM_FI_DEV_MEM_COPY_UTIL 41.0",
                            "DCGM_FI_DEV_ENC_UTIL 12.0",
                            "DCGM_FI_DEV_SM_CLOCK 1980.0",
                            "DCGM_FI_DEV_MEM_CLOCK 3201.0",
                            "DCGM_FI_DEV_GPU_TEMP 61.0",
                            "DCGM_FI_DEV_MEMORY_TEMP 73.0",
                            "DCGM_FI_DEV_POWER_VIOLATION 8000000.0",
                            "DCGM_FI_DEV_THERMAL_VIOLATION 2.5");
            assertThat(page.kinds())
                    .containsEntry("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "counter")
                    .containsEntry("DCGM_FI_DEV_POWER_USAGE", "gauge");
        }
    }

    @Test
    void eachReadingIsANewOne() throws IOException {
        try (var gpus = open()) {
            gpus.read(notes::add);
            var page = gpus.read(notes::add);
            assertThat(lines(page))
                    .anyMatch(line -> line.startsWith("DCGM_FI_DEV_POWER_USAGE{") && line.endsWith(" 102.0"))
                    .anyMatch(line -> line.contains("gpu=\"1\"") && line.endsWith(" 202.0"));
        }
    }

    @Test
    void whatAGpuOrTheDriverDoesNotKnowIsLeftOut() throws IOException {
        try (var gpus = open()) {
            assertThat(lines(gpus.read(notes::add)))
                    .filteredOn(line -> line.contains("gpu=\"1\""))
                    .hasSize(13)
                    .noneMatch(line -> line.contains("ENC_UTIL"))
                    .noneMatch(line -> line.contains("DEC_UTIL"))
                    .noneMatch(line -> line.contains("MEMORY_TEMP"));
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void aGpuThatIsLostIsToldOnceAndTheOthersGoOn() throws IOException {
        try (var gpus = open("LOST=0", "LOST_AT=2")) {
            assertThat(lines(gpus.read(notes::add))).anyMatch(line -> line.contains("gpu=\"0\""));
            assertThat(notes).isEmpty();
            for (int i = 0; i < 2; i++) {
                assertThat(lines(gpus.read(notes::add))).hasSize(13).allMatch(line -> line.contains("gpu=\"1\""));
            }
        }
        assertThat(notes).containsExactly("GPU 0 (Stub \"B\" 200) is heard no more: GPU is lost");
    }

    @Test
    void aGpuThatMayNotBeReadIsToldAndTheOthersAre() throws IOException {
        try (var gpus = open("NO_HANDLE=0")) {
            assertThat(lines(gpus.read(notes::add))).isNotEmpty().allMatch(line -> line.contains("gpu=\"1\""));
        }
        assertThat(notes).containsExactly("GPU 0 is left out: Insufficient Permissions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INIT=9 | NVML does not start: Driver Not Loaded; load NVIDIA's driver (modprobe nvidia) until nvidia-smi works here",
                "INIT=18 | NVML does not start: Driver/library version mismatch; load the kernel's module of the driver that is installed, or restart the machine",
                "INIT=999 | NVML does not start: Unknown Error; see what nvidia-smi says here",
                "COUNT=0 | NVML finds no GPU; see what nvidia-smi -L says here, and in a container whether GPUs are passed into it"
            })
    void withoutDriverOrGpuThereIsOneLine(String choice, String told) throws IOException {
        var stub = NvmlStub.in(directory, choice);
        assertThatThrownBy(() -> NvmlGpus.open(stub.library(), "box", notes::add))
                .isInstanceOf(IOException.class)
                .hasMessage(told);
        assertThat(stub.users()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/no/such/libnvidia-ml.so.1 | cannot be loaded", "libc.so.6 | is not NVML, it has no nvmlInit_v2"})
    void withoutTheLibraryThereIsOneLine(String library, String told) {
        assertThatThrownBy(() -> NvmlGpus.open(library, "box", notes::add))
                .isInstanceOf(IOException.class)
                .hasMessage(library + " " + told
                        + "; install NVIDIA's driver here, name its libnvidia-ml.so in STREAMGAUGE_NVML_LIBRARY,"
                        + " or give the URL of DCGM's exporter on the machine that has the GPUs");
    }

    @Test
    void theLibraryIsLetGo() throws IOException {
        var stub = NvmlStub.in(directory);
        try (var gpus = NvmlGpus.open(stub.library(), "box", notes::add)) {
            assertThat(lines(gpus.read(notes::add))).isNotEmpty();
            assertThat(stub.users()).isEqualTo(1);
        }
        assertThat(stub.users()).isZero();
    }
}
