package io.streamgauge.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.endpoint.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownBodiesTest {
    /** A body of a file may be JSON where the endpoint itself makes forms. */
    @ParameterizedTest
    @ValueSource(strings = {"chat", "image_edit", "audio_transcription"})
    void jsonIsShownAsItIs(String endpoint) {
        byte[] body = "{\"model\":\"m\",\"prompt\":\"say it\",\"n\":2}".getBytes(UTF_8);

        assertThat(new ShownBodies(Endpoint.named(endpoint), false).shown(body)).isEqualTo(body);
        assertThat(new String(new ShownBodies(Endpoint.named(endpoint), true).shown(body), UTF_8))
                .isEqualTo("{\"model\":\"m\",\"prompt\":\"[redacted]\",\"n\":2}");
    }
}
