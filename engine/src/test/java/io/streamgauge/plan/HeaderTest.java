package io.streamgauge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {
    @Test
    void keepsColonsOfTheValue() {
        assertThat(Header.parse("X-Url:  http://a:1/ ")).isEqualTo(new Header("X-Url", "http://a:1/"));
    }

    @Test
    void neverShowsASecret() {
        Header header = Header.parse("Authorization: Bearer sk-12345");
        assertThat(header.shown()).isEqualTo("Authorization: [redacted]");
        assertThat(header.toString()).doesNotContain("sk-12345");
        assertThat(Header.parse("Accept: text/plain").shown()).isEqualTo("Accept: text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-12345", ": sk-12345", "Bad Name: sk-12345", "X: sk-12345\r\nEvil: 1"})
    void refusesWhatIsNoHeaderWithoutShowingIt(String text) {
        assertThatThrownBy(() -> Header.parse(text))
                .isInstanceOf(PlanException.class)
                .message()
                .doesNotContain("sk-12345");
    }
}
