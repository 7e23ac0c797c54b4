package io.streamgauge.report;

import io.streamgauge.metrics.Summary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the page says above its charts: what was measured, how, and what went wrong. */
final class PageHead {
    private PageHead() {}

    /** The models, or nothing where the plan names none. */
    static String title(Map<String, ?> inputConfig) {
        return shown(inputConfig.get("model"));
    }

    /** How they were measured, a few words each. */
    static List<String> facts(Map<String, ?> inputConfig) {
        var facts = new ArrayList<String>();
        add(facts, "", inputConfig.get("endpoint_type"));
        add(facts, "concurrency ", inputConfig.get("concurrency"));
        add(facts, "requests/s ", inputConfig.get("request_rate"));
        add(facts, "", inputConfig.get("u"));
        return facts;
    }

    private static void add(List<String> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.add(name + shown(value));
        }
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value == null ? "" : value.toString();
    }

    /** A row for each kind of failure: how often, status, HTTP status, message. */
    static List<List<Object>> errors(Summary summary) {
        var rows = new ArrayList<List<Object>>();
        for (var kind : summary.failures().kinds()) {
            rows.add(List.of(
                    kind.count(),
                    kind.status().key(),
                    kind.httpStatus() == 0 ? "" : kind.httpStatus(),
                    kind.message()));
        }
        if (summary.failures().inOtherKinds() > 0) {
            rows.add(List.of(summary.failures().inOtherKinds(), "other", "", ""));
        }
        return rows;
    }
}
