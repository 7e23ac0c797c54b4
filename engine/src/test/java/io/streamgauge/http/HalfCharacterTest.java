package io.streamgauge.http;

import static io.streamgauge.http.Responses.delta;
import static io.streamgauge.http.Responses.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.http.HttpSettings.Stamps;
import io.streamgauge.http.Wire.Run;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.sse.TextKind;
import org.junit.jupiter.api.Test;

/** Servers that cut text at tokens cut characters in two. */
class HalfCharacterTest {
    private static Seen seen(String... contents) {
        var body = new StringBuilder();
        for (String content : contents) {
            body.append(delta("{\"content\":\"" + content + "\"}"));
        }
        body.append(delta("{}", "\"stop\"")).append("data: [DONE]\n\n");
        try (var server = ScriptedServer.answering(stream(body.toString()));
                var wire = new Wire(
                        HttpSettings.to(server.origin()).stamps(Stamps.USER).build())) {
            return wire.stream();
        }
    }

    @Test
    void aSurrogatePairSplitBetweenTwoEventsIsOneCharacter() {
        Seen seen = seen("a\\ud83d", "\\ude00b", "c");
        assertThat(seen.text()).isEqualTo("a\uD83D\uDE00bc");
        assertThat(seen.runs())
                .containsExactly(
                        new Run(0, TextKind.ANSWER, "a"),
                        new Run(1, TextKind.ANSWER, "\uD83D\uDE00b"),
                        new Run(2, TextKind.ANSWER, "c"));
    }

    @Test
    void aHalfWithoutItsOtherIsReplacedAndLosesNothingElse() {
        assertThat(seen("a\\ud83d", "b", "\\ude00c", "d\\ud83d").text()).isEqualTo("a\uFFFDb\uFFFDcd\uFFFD");
    }

    @Test
    void anEscapedBackslashBeforeTheLettersIsNoEscape() {
        assertThat(seen("a\\\\ud83d", "\\ude00").text()).isEqualTo("a\\ud83d\uFFFD");
        assertThat(seen("\\\\\\ud83d", "\\ude00").text()).isEqualTo("\\\uD83D\uDE00");
    }
}
