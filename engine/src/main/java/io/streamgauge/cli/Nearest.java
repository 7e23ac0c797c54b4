package io.streamgauge.cli;

import io.streamgauge.hub.EditDistance;
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
                .min(Comparator.comparingInt(name -> EditDistance.between(given, normal(name))))
                .filter(name -> EditDistance.between(given, normal(name)) <= Math.max(2, given.length() / 3))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
