package io.streamgauge.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Values that must be seen nowhere: those of all headers that may hold a credential. Some servers quote a refused key in their error. */
public final class Secrets {
    private static final int SHORTEST = 6;
    private static final String HIDDEN = "[redacted]";

    /** The longest first, so that no part of one is left. */
    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /** The secrets among these headers; of a value like {@code Bearer KEY} the key alone is one too. */
    public static Secrets of(List<Header> headers) {
        List<String> values = new ArrayList<>();
        for (Header header : headers) {
            if (!header.isPublic()) {
                values.add(header.value());
                values.add(header.value().substring(header.value().lastIndexOf(' ') + 1));
            }
        }
        return new Secrets(values.stream()
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text without them. */
    public String hide(String text) {
        String clean = text;
        for (String value : values) {
            clean = clean.replace(value, HIDDEN);
        }
        return clean;
    }
}
