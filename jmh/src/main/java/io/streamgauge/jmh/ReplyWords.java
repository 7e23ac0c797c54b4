package io.streamgauge.jmh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** English sentences and what stands in them: common words by their use in prose, rare ones put together, numbers, names, code in backquotes. One thread. */
final class ReplyWords {
    private static final String[] PROSE = new String(
                    Capture.resource("/io/streamgauge/prompt/corpus.txt"), StandardCharsets.UTF_8)
            .strip()
            .split("\\s+", -1);

    /** How many usual words there are, and how many rare ones. */
    private static final int WORDS = 8_000;

    private static final int RARE = 100_000;

    private static final String[] USUAL = usualWords();

    private static final String[] STARTS = {
        "acc", "ab", "anti", "auto", "bi", "cal", "cent", "circ", "co", "comp", "con", "contr", "cryst", "de", "dis",
        "dyn", "el", "en", "equ", "ex", "flu", "fract", "gen", "graph", "hyper", "im", "in", "inter", "kin", "lat",
        "log", "magn", "mem", "micro", "mod", "mult", "neur", "non", "ob", "oper", "opt", "par", "per", "phot", "poly",
        "pre", "prob", "pro", "quant", "re", "sat", "sem", "sign", "stat", "struct", "sub", "super", "syn", "tele",
        "therm", "trans", "un", "under", "up", "vect", "volt"
    };
    private static final String[] MIDDLES = {
        "", "", "", "al", "an", "ar", "at", "cept", "cid", "dic", "duc", "er", "fer", "form", "gress", "ic", "in", "iz",
        "ject", "lat", "len", "mit", "mon", "ner", "ol", "on", "or", "pos", "press", "rat", "rod", "scrib", "sect",
        "sist", "spec", "tain", "tens", "tor", "tract", "ul", "ur", "vent", "vers", "vok"
    };
    private static final String[] ENDS = {
        "able", "age", "al", "ance", "ant", "ary", "ate", "ated", "ating", "ation", "ations", "e", "ed", "ence", "ent",
                "er", "ers", "es", "ful",
        "ible", "ic", "ical", "ically", "ify", "ing", "ion", "ions", "ism", "ist", "ity", "ive", "ized", "less", "ly",
                "ment", "ments", "ness", "or",
        "ous", "s", "ure", "y"
    };

    private final Chance chance;

    /** What an answer is about comes again and again in it. */
    private final String[] terms = new String[8];

    private final String[] identifiers = new String[12];

    ReplyWords(Chance chance) {
        this.chance = chance;
        Arrays.setAll(terms, i -> newTerm());
        Arrays.setAll(identifiers, i -> newIdentifier());
    }

    String sentence() {
        var sentence = new StringBuilder();
        int length = 7 + chance.below(16);
        int at = chance.below(PROSE.length - length);
        for (int i = 0; i < length; i++) {
            String word = word(stripped(PROSE[at + i]));
            sentence.append(i == 0 ? capital(word) : word);
            if (i < length - 1) {
                sentence.append(chance.in(11) ? chance.of(",", ",", ",", ";", ":", " –", " —") : "")
                        .append(' ');
            }
        }
        return sentence.append(chance.of(".", ".", ".", ".", ".", "!", "?", ":", "…"))
                .toString();
    }

    /** The word of the prose, or what stands in its place in an answer about something. */
    private String word(String common) {
        return switch (chance.below(64)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> usual();
            case 16 -> rare();
            case 17, 18 -> number();
            case 19 -> "**" + common + "**";
            case 20 -> "`" + (chance.in(3) ? identifier() : usual()) + "`";
            case 21 -> capital(usual());
            case 22 -> chance.of("don't", "it's", "you're", "we've", "isn't", "I'd", "that's", "can’t");
            case 23 ->
                chance.of(
                        "(" + common + ")",
                        "“" + common + "”",
                        "\"" + usual() + "\"",
                        "*" + common + "*",
                        "e.g.",
                        "API",
                        "CPU",
                        "JSON",
                        "HTTP/2");
            default -> common;
        };
    }

    /** Of the prose, without what stands around it. */
    private String common() {
        return stripped(PROSE[chance.below(PROSE.length)]);
    }

    private static String stripped(String word) {
        int end = word.length();
        while (end > 1 && !Character.isLetterOrDigit(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }

    /** A word that the vocabulary has whole. */
    String usual() {
        return USUAL[chance.skewed(USUAL.length)];
    }

    /** A word that no vocabulary has: a name, a term. */
    String rare() {
        return chance.in(3) ? newTerm() : chance.of(terms);
    }

    /** One of many thousands, some of which come often and most hardly ever. */
    private String newTerm() {
        int which = Math.abs(Integer.reverse((chance.skewed(RARE) + 1) * 0x9e37_79b1) >> 1);
        String start = STARTS[which % STARTS.length];
        which /= STARTS.length;
        return start + MIDDLES[which % MIDDLES.length] + ENDS[which / MIDDLES.length % ENDS.length];
    }

    String title() {
        return capital(chance.in(2) ? usual() : common()) + " " + phrase();
    }

    String phrase() {
        return (chance.in(2) ? usual() : common()) + (chance.in(2) ? " " + (chance.in(5) ? rare() : usual()) : "");
    }

    /** A name as in code. */
    String identifier() {
        return chance.in(3) ? newIdentifier() : chance.of(identifiers);
    }

    private String newIdentifier() {
        String first = chance.in(8) ? rare() : usual();
        String second = usual();
        return switch (chance.below(4)) {
            case 0 -> first + "_" + second;
            case 1 -> first;
            case 2 -> capital(first) + capital(second);
            default -> first + capital(second);
        };
    }

    String number() {
        return switch (chance.below(7)) {
            case 0 -> Integer.toString(1900 + chance.below(150));
            case 1 -> chance.below(100) + "." + chance.below(100);
            case 2 -> chance.below(100) + "%";
            case 3 ->
                (1 + chance.below(999)) + "," + chance.of("000", "500", "250") + " "
                        + chance.of("ms", "MB", "km", "kg");
            case 4 -> "$" + chance.below(5000);
            case 5 -> "0x" + Integer.toHexString(chance.below(1 << 20));
            default -> Integer.toString(chance.below(100));
        };
    }

    static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The vocabulary's words with a space before them, in its order, which is that of their use. */
    private static String[] usualWords() {
        return new String(Capture.builtInVocabulary(), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> new String(
                        Base64.getDecoder().decode(line.substring(0, line.indexOf(' '))), StandardCharsets.ISO_8859_1))
                .filter(token -> token.matches(" [a-z]{3,}"))
                .map(String::strip)
                .limit(WORDS)
                .toArray(String[]::new);
    }
}
