package io.streamgauge.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonBytesTest {
    private static final long SEED = 11;
    private static final String HOSTILE = "\"\\\n\r\t\u0001\u001f ~\u007f\u0080é荐🙂abcdefghijklmnop";

    private static String escaped(byte[] utf8, int from, int to) {
        var json = new JsonBytes(1);
        json.raw('"');
        json.escaped(utf8, from, to);
        json.raw('"');
        return new String(json.bytes(), 0, json.length(), StandardCharsets.UTF_8);
    }

    @Test
    void aParserReadsBackWhatWasEscaped() {
        var random = new SplittableRandom(SEED);
        int[] letters = HOSTILE.codePoints().toArray();
        for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder();
            // Mostly plain, so that runs are longer than a step and end at every place of one.
            int plain = 1 + random.nextInt(30);
            for (int n = random.nextInt(60); n > 0; n--) {
                text.appendCodePoint(random.nextInt(plain) == 0 ? letters[random.nextInt(letters.length)] : 'x');
            }
            byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
            String json = escaped(utf8, 0, utf8.length);
            assertThat(JsonMapper.shared().readValue(json, String.class)).isEqualTo(text.toString());
        }
    }

    @Test
    void whatIsNoTextIsReplacedAsJavaDoesIt() {
        var random = new SplittableRandom(SEED);
        byte[] some = {
            'x',
            '"',
            (byte) 0x80,
            (byte) 0xbf,
            (byte) 0xc0,
            (byte) 0xc3,
            (byte) 0xa9,
            (byte) 0xe0,
            (byte) 0xa0,
            (byte) 0xe8,
            (byte) 0x9f,
            (byte) 0xf0,
            (byte) 0x9f,
            (byte) 0x90,
            (byte) 0xf4,
            (byte) 0x8f,
            (byte) 0xf5
        };
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int n = 0; n < bytes.length; n++) {
                bytes[n] = some[random.nextInt(some.length)];
            }
            assertThat(JsonMapper.shared().readValue(escaped(bytes, 0, bytes.length), String.class))
                    .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Test
    void anEncodedSurrogateIsNoText() {
        // The JDK takes its three bytes for one error, the Unicode standard for three.
        assertThat(escaped(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, 0, 3))
                .isEqualTo("\"\ufffd\ufffd\ufffd\"");
    }

    @Test
    void piecesOfATextAreCutBetweenItsCharacters() {
        byte[] utf8 = HOSTILE.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= utf8.length; cut++) {
            int whole = Utf8.wholeUntil(utf8, 0, cut);
            assertThat(cut - whole).isBetween(0, 3);
            assertThat(new String(utf8, 0, whole, StandardCharsets.UTF_8)
                            + new String(utf8, whole, utf8.length - whole, StandardCharsets.UTF_8))
                    .isEqualTo(HOSTILE);
        }
    }

    @Test
    void takesNoByteOutsideItsRange() {
        byte[] utf8 = "\"aaaaaaaa\\bbbbbbbb\n".getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from <= utf8.length; from++) {
            for (int to = from; to <= utf8.length; to++) {
                String text = new String(Arrays.copyOfRange(utf8, from, to), StandardCharsets.UTF_8);
                assertThat(JsonMapper.shared().readValue(escaped(utf8, from, to), String.class))
                        .isEqualTo(text);
            }
        }
    }
}
