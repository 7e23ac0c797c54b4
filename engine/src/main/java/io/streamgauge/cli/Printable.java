package io.streamgauge.cli;

/** Makes text that came from elsewhere (a server, a file) safe to show on a terminal. */
final class Printable {
    private Printable() {}

    /** The text on one line, with control, format and bidirectional characters replaced, so that no escape sequence reaches the terminal. */
    static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> safe.append(' ');
                case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
                    safe.append('\uFFFD');
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
