package io.streamgauge.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What a mistaken name was probably meant to be. */
final class Nearest {
    private Nearest() {}

    /** An ending for the message on an unknown name, empty when no known one is near. */
    static String hint(String unknown, Collection<String> known) {
        String given = normal(unknown.replaceFirst("(?s)=.*", ""));
        return known.stream()
                .min(Comparator.comparingInt(name -> edits(given, normal(name))))
                .filter(name -> edits(given, normal(name)) <= Math.max(2, given.length() / 3))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
