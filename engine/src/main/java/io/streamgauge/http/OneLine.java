package io.streamgauge.http;

/** Text of others, made fit for one line of ours. */
final class OneLine {
    private static final int MAX_LENGTH = 300;

    private OneLine() {}

    /** The text with each run of white space and control characters as one space, shortened where it is long. */
    static String of(String text) {
        var line = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 1);
        boolean space = false;
        for (int i = 0; i < text.length() && line.length() < MAX_LENGTH; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                space = !line.isEmpty();
                continue;
            }
            if (space) {
                line.append(' ');
                space = false;
            }
            line.appendCodePoint(c);
            if (line.length() >= MAX_LENGTH && i < text.length()) {
                line.append('…');
            }
        }
        return line.toString();
    }
}
