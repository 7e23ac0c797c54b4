package io.streamgauge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.http.Origin;
import io.streamgauge.http.Origin.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:8000, HTTP, localhost, 8000, ''",
        "localhost, HTTP, localhost, 80, ''",
        "http://10.0.0.7:9000/, HTTP, 10.0.0.7, 9000, ''",
        "https://api.example.com, HTTPS, api.example.com, 443, ''",
        "https://api.example.com/openai/, HTTPS, api.example.com, 443, /openai",
        "'[::1]:8000', HTTP, ::1, 8000, ''",
        "unix:/run/llm.sock, UNIX, /run/llm.sock, 0, ''",
        "unix:///run/llm.sock, UNIX, /run/llm.sock, 0, ''",
    })
    void readsWhatCurlReads(String url, Scheme scheme, String host, int port, String basePath) {
        assertThat(Target.parse(url)).isEqualTo(new Target(url, new Origin(scheme, host, port, basePath)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "ftp://host:21", "host:0", "host:99999", "unix:", "ho st:80", "http://:80"})
    void refusesWhatNamesNoServerInOneLineWithAnExample(String url) {
        assertThatThrownBy(() -> Target.parse(url))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("--url '" + url + "'")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesCredentialsWithoutShowingThem() {
        assertThatThrownBy(() -> Target.parse("http://user:hunter2@host:80"))
                .isInstanceOf(PlanException.class)
                .message()
                .doesNotContain("hunter2")
                .contains("--header");
    }
}
