package io.streamgauge.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request brings beside its text is in the body, or is refused: it is never left out without a word. */
class CarriedMediaTest {
    /** Base64 of six bytes that no body has otherwise. */
    private static final String BYTES = "Q0FSUklF";

    static Stream<Arguments> eachMediumOfEachApi() {
        return Endpoint.all().stream()
                .flatMap(endpoint -> Stream.of(Medium.values()).map(medium -> Arguments.of(endpoint, medium)));
    }

    @ParameterizedTest
    @MethodSource("eachMediumOfEachApi")
    void isSentOrRefused(Endpoint endpoint, Medium medium) {
        if (endpoint.carries().contains(medium)) {
            assertThat(new String(body(endpoint, medium), StandardCharsets.ISO_8859_1))
                    .containsAnyOf(BYTES, "CARRIE");
        } else {
            assertThatThrownBy(() -> body(endpoint, medium)).isInstanceOf(EndpointException.class);
        }
    }

    private static byte[] body(Endpoint endpoint, Medium medium) {
        var media = switch (medium) {
            case IMAGES -> new Content.Media(List.of("data:image/png;base64," + BYTES), List.of());
            case SOUNDS -> new Content.Media(List.of(), List.of(new Content.Audio(BYTES, "wav")));
            case VIDEOS -> new Content.Media(List.of(), List.of(), List.of("data:video/mp4;base64," + BYTES));
        };
        var prompt = new Prompt(null, "What is it?", 4, 8, media, null);
        return endpoint.body(
                prompt, new BodyOptions("m", false, false, 0, false, BodyOptions.PrefixRole.USER, ExtraInputs.NONE));
    }
}
