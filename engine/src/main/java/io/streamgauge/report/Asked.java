package io.streamgauge.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked to do, as its files hold it.
 *
 * @param inputConfig all that was resolved, under genai-perf's names and in its order
 * @param options what was given, by key of a plan file: a string, a list of strings, or a boolean each; the same options ask the
 *     same again
 * @param leftOut what {@code options} lacks because it may be a secret, a line each
 */
public record Asked(Map<String, @Nullable Object> inputConfig, Map<String, Object> options, List<String> leftOut) {
    /** Of a run that nobody will ask about. */
    public static final Asked NOTHING = new Asked(Map.of(), Map.of(), List.of());

    public Asked {
        inputConfig = Collections.unmodifiableMap(new LinkedHashMap<>(inputConfig));
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        leftOut = List.copyOf(leftOut);
    }
}
