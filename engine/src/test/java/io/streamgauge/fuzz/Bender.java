package io.streamgauge.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes inputs out of seeds: bytes changed, dropped, doubled, words put in, halves of two seeds joined. A function of its seed. */
final class Bender {
    private static final int LONGEST = 8_192;
    private static final String[] WORDS = {
        "\r\n",
        "\n",
        "\r",
        "\n\n",
        ":",
        "data: ",
        "data:",
        "event: error",
        "[DONE]",
        "0\r\n\r\n",
        "ffffffffffffffff",
        "-1",
        "9223372036854775808",
        "1e999",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "{",
        "}",
        "[",
        "]",
        "null",
        "true",
        ",",
        "\u0000",
        "\u00ff\u00fe",
        "Content-Length: ",
        "Transfer-Encoding: chunked\r\n",
        "HTTP/1.1 ",
        "100 Continue\r\n\r\n",
        ";x=y",
        "%",
        "@",
        "=",
        "[[[[[[[[",
        "{{",
        "- ",
        "  ",
        "\t",
        "&a",
        "*a",
        "!!",
        "|",
        ">",
        "\"content\":\"",
        "\"choices\":[",
        "\u00ef\u00bb\u00bf"
    };

    private final List<byte[]> seeds;
    private final SplittableRandom random;

    Bender(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new SplittableRandom(seed);
    }

    byte[] next() {
        byte[] input = pick();
        for (int i = random.nextInt(6); i >= 0; i--) {
            input = bend(input);
        }
        return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    }

    private byte[] pick() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] bend(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int rest = input.length - at;
        return switch (random.nextInt(8)) {
            case 0 -> changed(input, at, (byte) random.nextInt());
            case 1 -> changed(input, at, (byte) (at < input.length ? input[at] ^ (1 << random.nextInt(8)) : 0));
            case 2 -> replaced(input, at, Math.min(rest, 1 + random.nextInt(16)), new byte[0]);
            case 3 ->
                replaced(input, at, 0, Arrays.copyOfRange(input, at, at + Math.min(rest, 1 + random.nextInt(64))));
            case 4 -> Arrays.copyOf(input, at);
            case 5 -> replaced(input, at, rest, tail(pick()));
            default -> {
                byte[] word =
                        WORDS[random.nextInt(WORDS.length)].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                yield replaced(input, at, random.nextBoolean() ? 0 : Math.min(rest, word.length), word);
            }
        };
    }

    private byte[] tail(byte[] other) {
        return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
    }

    private static byte[] changed(byte[] input, int at, byte value) {
        byte[] result = input.clone();
        if (at < result.length) {
            result[at] = value;
        }
        return result;
    }

    private static byte[] replaced(byte[] input, int at, int length, byte[] by) {
        byte[] result = Arrays.copyOf(input, input.length - length + by.length);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(input, at + length, result, at + by.length, input.length - at - length);
        return result;
    }
}
