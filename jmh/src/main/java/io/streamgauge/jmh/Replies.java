package io.streamgauge.jmh;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts like a model's answers, some {@value #TOKENS} tokens each: prose with markdown, lists, tables, code, numbers, formulas, other scripts. Reply
 * {@code n} of a seed is the same text on every machine, and each brings words that none before it had, as fresh text does.
 */
public final class Replies {
    /** Tokens of cl100k_base in a reply, on average. */
    public static final int TOKENS = 1350;

    /** A reply is full when this much is written: characters of English, more of them for text that takes more tokens. */
    private static final int FULL = 5050;

    private final ReplyWords words;
    private final ReplyCode code;
    private final Chance chance;
    private final StringBuilder text = new StringBuilder(FULL + 1000);

    /** What characters that take more tokens than English ones add to the text's length. */
    private int surcharge;

    private Replies(Chance chance) {
        this.chance = chance;
        words = new ReplyWords(chance);
        code = new ReplyCode(chance, words);
    }

    /** Replies {@code first} to {@code first + count - 1} of a seed. */
    public static List<String> of(long seed, long first, int count) {
        var replies = new ArrayList<String>(count);
        for (long n = first; n < first + count; n++) {
            replies.add(new Replies(new Chance(seed, n)).reply());
        }
        return replies;
    }

    private String reply() {
        paragraph();
        while (text.length() + surcharge < FULL) {
            switch (chance.below(20)) {
                case 0, 1 -> heading();
                case 2, 3, 4 -> list();
                case 5, 6 -> code();
                case 7 -> table();
                case 8 -> formula();
                case 9 -> foreign();
                default -> paragraph();
            }
        }
        return text.append(words.sentence()).toString();
    }

    private void heading() {
        text.append("#".repeat(2 + chance.below(2))).append(' ');
        if (chance.in(6)) {
            text.append(chance.of("✅ ", "🚀 ", "⚠️ ", "💡 ", "🔧 "));
        }
        if (chance.in(3)) {
            text.append(1 + chance.below(9)).append(". ");
        }
        text.append(words.title()).append("\n\n");
    }

    private void paragraph() {
        int sentences = 2 + chance.below(5);
        for (int i = 0; i < sentences; i++) {
            text.append(i == 0 ? "" : " ").append(words.sentence());
        }
        text.append("\n\n");
    }

    private void list() {
        int items = 3 + chance.below(5);
        boolean numbered = chance.in(2);
        boolean led = chance.in(2);
        for (int i = 1; i <= items; i++) {
            text.append(numbered ? i + ". " : "- ");
            if (led) {
                text.append("**").append(words.title()).append(chance.in(2) ? ":** " : "** – ");
            }
            text.append(words.sentence()).append('\n');
            if (chance.in(5)) {
                text.append("   - ").append(words.sentence()).append('\n');
            }
        }
        text.append('\n');
    }

    private void code() {
        int from = text.length();
        code.appendTo(text);
        // Punctuation and indentation: a third more tokens than prose of the same length.
        surcharge += (text.length() - from) / 3;
        text.append('\n');
    }

    private void table() {
        int from = text.length();
        int columns = 2 + chance.below(3);
        row(columns, () -> words.title());
        row(columns, () -> chance.of("---", ":---", "---:"));
        for (int rows = 2 + chance.below(6); rows > 0; rows--) {
            row(columns, () -> chance.in(2) ? words.number() : words.phrase());
        }
        surcharge += (text.length() - from) / 4;
        text.append('\n');
    }

    private interface Cell {
        String text();
    }

    private void row(int columns, Cell cell) {
        text.append('|');
        for (int i = 0; i < columns; i++) {
            text.append(' ').append(cell.text()).append(" |");
        }
        text.append('\n');
    }

    private void formula() {
        int from = text.length();
        String name = chance.of("x", "y", "n", "k", "\\alpha", "\\lambda", "\\sigma", "T");
        text.append("$$").append(name).append("_{").append(chance.below(30)).append("} = ");
        switch (chance.below(3)) {
            case 0 ->
                text.append("\\frac{")
                        .append(name)
                        .append(" + ")
                        .append(words.number())
                        .append("}{\\sqrt{n}}");
            case 1 ->
                text.append("\\sum_{i=1}^{n} ")
                        .append(name)
                        .append("_i^2 \\leq ")
                        .append(words.number());
            default ->
                text.append("\\int_0^{")
                        .append(chance.below(100))
                        .append("} f(")
                        .append(name)
                        .append(")\\,dt \\approx ")
                        .append(words.number());
        }
        text.append("$$\n\n");
        surcharge += text.length() - from;
    }

    private void foreign() {
        ReplyScript script = ReplyScript.any(chance);
        int from = text.length();
        for (int sentences = 1 + chance.below(4); sentences > 0; sentences--) {
            script.appendSentence(text, chance);
        }
        surcharge += Math.round((text.length() - from) * script.surcharge());
        text.append("\n\n");
    }
}
