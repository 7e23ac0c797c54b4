package io.streamgauge.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a table of SQLite's is made of, as the statement that made it says.
 *
 * @param root the number of its first page
 */
record SqliteTable(String name, long root, List<Column> columns) {
    /** Blanks and comments, quoted names and texts, words and numbers, and signs. */
    private static final Pattern WORD = Pattern.compile(
            "\\s+|--[^\n]*|/\\*.*?\\*/|\"(?:[^\"]++|\"\")*+\"|'(?:[^']++|'')*+'|`(?:[^`]++|``)*+`|\\[[^]]*+]|[\\w$\\x{80}-\\x{10ffff}]++|.",
            Pattern.DOTALL);

    private static final Set<String> CONSTRAINTS = Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");

    /**
     * @param kind of its values
     * @param hasDefault whether rows from before the column was added have a value that is not in them
     */
    record Column(String name, Kind kind, boolean hasDefault) {}

    enum Kind {
        STORED,
        /** The row's number, unless a value is stored. */
        ROW_ID,
        /** Text that is JSON. */
        JSON
    }

    static SqliteTable of(String name, long root, String statement) throws IOException {
        var words = words(statement);
        int open = words.indexOf("(");
        var parts = new ArrayList<List<String>>();
        int close = open < 0 ? words.size() : split(words, open + 1, parts);
        if (close == words.size()) {
            throw new IOException("table " + name + " does not say what its columns are");
        }
        var behind = words.subList(close, words.size());
        if (behind.stream().anyMatch("ROWID"::equalsIgnoreCase)) {
            throw unreadable(name, "is WITHOUT ROWID");
        }
        var columns = new ArrayList<Column>();
        for (var part : parts) {
            if (!CONSTRAINTS.contains(upper(part.getFirst()))) {
                columns.add(column(name, part, parts));
            }
        }
        return new SqliteTable(name, root, List.copyOf(columns));
    }

    private static Column column(String table, List<String> part, List<List<String>> parts) throws IOException {
        var name = unquoted(part.getFirst());
        var said = outer(part).stream().map(SqliteTable::upper).toList();
        if (said.contains("AS") && !said.contains("STORED")) {
            throw unreadable(table, "has the computed column " + name);
        }
        var type = said.size() == 1 ? "" : unquoted(said.get(1));
        boolean isKey = said.contains("PRIMARY") || parts.stream().anyMatch(other -> isKeyOf(other, name));
        var kind = type.equals("INTEGER") && isKey ? Kind.ROW_ID : type.equals("JSON") ? Kind.JSON : Kind.STORED;
        return new Column(name, kind, said.contains("DEFAULT"));
    }

    /** Whether a constraint makes that column alone the key. */
    private static boolean isKeyOf(List<String> constraint, String column) {
        int key = upper(constraint.getFirst()).equals("CONSTRAINT") ? 2 : 0;
        return constraint.size() > key + 3
                && upper(constraint.get(key)).equals("PRIMARY")
                && unquoted(constraint.get(key + 3)).equalsIgnoreCase(column)
                && !constraint.contains(",");
    }

    private static List<String> words(String statement) {
        return WORD.matcher(statement)
                .results()
                .map(found -> found.group())
                .filter(word -> !word.isBlank() && !word.startsWith("--") && !word.startsWith("/*"))
                .toList();
    }

    /**
     * Adds what is between the commas that are in no brackets.
     *
     * @return the place of the bracket that closes it, or the end
     */
    private static int split(List<String> words, int from, List<List<String>> parts) {
        int depth = 0;
        int start = from;
        for (int i = from; i < words.size(); i++) {
            var word = words.get(i);
            if (depth == 0 && (word.equals(",") || word.equals(")"))) {
                if (i > start) {
                    parts.add(words.subList(start, i));
                }
                start = i + 1;
                if (word.equals(")")) {
                    return i;
                }
            }
            depth += step(word);
        }
        return words.size();
    }

    /** What is in no brackets. */
    private static List<String> outer(List<String> words) {
        var outer = new ArrayList<String>();
        int depth = 0;
        for (var word : words) {
            if (depth == 0 && step(word) == 0) {
                outer.add(word);
            }
            depth += step(word);
        }
        return outer;
    }

    private static int step(String word) {
        return word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static String unquoted(String word) {
        char first = word.charAt(0);
        boolean isQuoted = word.length() > 1 && "\"'`[".indexOf(first) >= 0;
        if (!isQuoted) {
            return word;
        }
        var inside = word.substring(1, word.length() - 1);
        return first == '[' ? inside : inside.replace(first + "" + first, String.valueOf(first));
    }

    private static TableLines.Unreadable unreadable(String table, String what) {
        return new TableLines.Unreadable("table \"" + table + "\" of this SQLite database " + what
                + "; copy it: CREATE TABLE copy AS SELECT * FROM \"" + table + "\"");
    }
}
