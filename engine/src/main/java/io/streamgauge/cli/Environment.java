package io.streamgauge.cli;

import io.streamgauge.clock.Terminal;
import io.streamgauge.report.Look;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the process was given by its surroundings.
 *
 * @param variables environment variables
 * @param terminal whether standard output is a terminal
 * @param columns width to lay tables out for
 */
record Environment(Map<String, String> variables, boolean terminal, int columns) {
    private static final int DEFAULT_COLUMNS = 120;
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    Environment {
        variables = Map.copyOf(variables);
    }

    static Environment ofProcess() {
        Map<String, String> variables = System.getenv();
        boolean terminal = Terminal.is(STANDARD_OUTPUT);
        return new Environment(variables, terminal, columns(variables.get("COLUMNS"), terminal));
    }

    private static int columns(@Nullable String given, boolean terminal) {
        if (given != null && given.matches("[1-9][0-9]{1,3}")) {
            return Integer.parseInt(given);
        }
        int told = terminal ? Terminal.columns(STANDARD_OUTPUT) : 0;
        return told > 0 ? told : terminal ? DEFAULT_COLUMNS : Integer.MAX_VALUE;
    }

    /** Whether standard error is a terminal that can be redrawn. */
    boolean redrawable() {
        return !"dumb".equals(variables.get("TERM")) && Terminal.is(STANDARD_ERROR);
    }

    /** Whether the reader's locale can show box drawing. */
    boolean unicode() {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = variables.get(name);
            if (value != null && !value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }

    /** What tables may look like here: plain, and as wide as they need to be, when piped. */
    Look look() {
        return new Look(columns, terminal && unicode(), terminal && !variables.containsKey("NO_COLOR"));
    }
}
