package io.streamgauge.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run says beside its numbers, a line each. The summary's JSON keeps it, so that who reads the run again is told too.
 *
 * @param shortfalls why less was measured than was asked for
 * @param troubles what could not be written
 * @param notes what else a reader of the numbers should know
 */
public record RunRemarks(List<String> shortfalls, List<String> troubles, List<String> notes) {
    /** The summary's section. */
    static final String KEY = "remarks";

    private static final String SHORTFALLS = "incomplete";
    private static final String TROUBLES = "not_written";
    private static final String NOTES = "notes";

    public RunRemarks {
        shortfalls = List.copyOf(shortfalls);
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
    }

    /** The same with other troubles: what could not be written is known last. */
    public RunRemarks withTroubles(List<String> known) {
        return new RunRemarks(shortfalls, known, notes);
    }

    /** What has to be read before the numbers. */
    public List<String> onTop() {
        return Stream.concat(
                        shortfalls.stream().map(line -> "INCOMPLETE: " + line),
                        troubles.stream().map(line -> "NOT WRITTEN: " + line))
                .toList();
    }

    /** The section of the summary's JSON; empty when there is nothing to say. */
    public Map<String, Object> sections() {
        Map<String, Object> kinds = new LinkedHashMap<>();
        put(kinds, SHORTFALLS, shortfalls);
        put(kinds, TROUBLES, troubles);
        put(kinds, NOTES, notes);
        return kinds.isEmpty() ? Map.of() : Map.of(KEY, kinds);
    }

    private static void put(Map<String, Object> kinds, String kind, List<String> lines) {
        if (!lines.isEmpty()) {
            kinds.put(kind, lines);
        }
    }

    /** The remarks among a summary's sections, where nothing need be as this program writes it. */
    static RunRemarks in(Map<String, Object> sections) {
        Map<?, ?> kinds = sections.get(KEY) instanceof Map<?, ?> map ? map : Map.of();
        return new RunRemarks(lines(kinds.get(SHORTFALLS)), lines(kinds.get(TROUBLES)), lines(kinds.get(NOTES)));
    }

    private static List<String> lines(@Nullable Object written) {
        List<String> lines = new ArrayList<>();
        if (written instanceof List<?> list) {
            list.stream().filter(Objects::nonNull).forEach(line -> lines.add(String.valueOf(line)));
        }
        return lines;
    }
}
