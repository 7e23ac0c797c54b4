package io.streamgauge.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.profiler.ClientProfile.Event;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientProfileTest {
    private static final Path RESULTS = Path.of("results");

    @Test
    void namesItsPageAfterTheEvent() {
        var profile = ClientProfile.parse("cpu");
        assertThat(profile.event()).isEqualTo(Event.CPU);
        assertThat(profile.page(RESULTS)).isEqualTo(Path.of("results/client_cpu.html"));
    }

    @Test
    void takesAFileForThePage() {
        var profile = ClientProfile.parse("Heatmap=a=b.html");
        assertThat(profile.event()).isEqualTo(Event.HEATMAP);
        assertThat(profile.page(RESULTS)).isEqualTo(Path.of("a=b.html"));
        assertThat(ClientProfile.recordingBeside(profile.page(RESULTS))).isEqualTo(Path.of("a=b.jfr"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cycles", "", "cpu,alloc", "cpu=", "=x.html", "cpu=\0"})
    void refusesWhatIsNoEventOrNoFileInOneLine(String text) {
        assertThatThrownBy(() -> ClientProfile.parse(text))
                .isInstanceOf(ProfilerException.class)
                .hasMessageStartingWith("--profile-client")
                .hasMessageNotContaining("\n");
    }
}
