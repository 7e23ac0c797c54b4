package io.streamgauge.tokenizer;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Strings made to find differences between tokenizers: every block of Unicode, runs, contractions, code. Seeded. */
final class HostileText {
    private static final String[] PIECES = {
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\u00a0",
        "\u3000",
        "'s",
        "'RE",
        "'ll",
        "\u2019t",
        "don't",
        "123",
        "1234567",
        "3.14",
        "a",
        "The",
        " the",
        "hello",
        "HELLO",
        "CamelCase",
        "(){};",
        "==",
        "...",
        "/*",
        "//\n",
        "\u00e9",
        "e\u0301",
        "\u4e2d\u6587",
        "\u3053\u3093",
        "\uc548\ub155",
        "\u0645\u0631",
        "\u0928\u093f",
        "\ud83d\ude00",
        "\ud83d\udc68\u200d\ud83d\udc69",
        "\u200b",
        "\ufeff",
        "\u0000",
        "\u0007",
        "\ufffd",
        "\u2581",
        "\u0120",
        "<0x0A>",
        "#",
        "_",
        "-",
        "\u2014",
        "\u00df",
        "\u0130",
        "\u00bd",
        "\u2167",
        "\ud835\udc00",
    };
    private static final int[] BLOCKS = {
        0x20, 0xa0, 0x100, 0x250, 0x300, 0x370, 0x400, 0x530, 0x590, 0x600, 0x900, 0xe00, 0x10a0, 0x1100, 0x1e00,
        0x2000, 0x20a0, 0x2100, 0x2200, 0x2460, 0x2600, 0x3000, 0x3040, 0x4e00, 0xac00, 0xe000, 0xfb00, 0xff00, 0x10000,
        0x1d400, 0x1f300, 0x20000,
    };

    private final RandomGenerator random;

    HostileText(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(14);
        for (int part = 0; part < parts; part++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(PIECES[random.nextInt(PIECES.length)].repeat(1 + random.nextInt(5)));
                case 1 -> appendFromBlock(text);
                default -> text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }

    /** Without SentencePiece's mark for a space, which it cannot tell from one. */
    String nextWithoutMark() {
        return next().replace('\u2581', '~');
    }

    private void appendFromBlock(StringBuilder text) {
        int block = BLOCKS[random.nextInt(BLOCKS.length)];
        for (int n = random.nextInt(6); n >= 0; n--) {
            text.appendCodePoint(block + random.nextInt(0x80));
        }
    }
}
