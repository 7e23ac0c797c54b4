package io.streamgauge.cli;

import io.streamgauge.arrival.Shard;
import io.streamgauge.plan.Header;
import io.streamgauge.plan.PlanException;
import io.streamgauge.report.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of a command line as a plan file would hold them, without what may be a secret. */
final class GivenOptions {
    private GivenOptions() {}

    /** @param shard as it was resolved, since the environment may have said it */
    static Asked asked(
            ParseResult given, Map<String, String> variables, Shard shard, Map<String, @Nullable Object> inputConfig) {
        Map<String, Object> options = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        for (OptionSpec option : given.commandSpec().options()) {
            if (given.matchedOptionsSet().contains(option) && !option.hidden()) {
                put(option, options, leftOut);
            }
        }
        if (!shard.isWhole()) {
            options.put("shard", shard.index() + "/" + shard.count());
        }
        boolean key = !variables.getOrDefault("STREAMGAUGE_API_KEY", "").isEmpty();
        if (key && !options.containsKey("api-key-file")) {
            leftOut.add("STREAMGAUGE_API_KEY: a key that the environment gave");
        }
        return new Asked(inputConfig, options, leftOut);
    }

    /** An option as it was given, as arguments again. Secrets are among them. */
    static List<String> arguments(OptionSpec option) {
        String name = option.longestName();
        if (PlanKeys.isSwitch(option)) {
            boolean on = Boolean.TRUE.equals(option.getValue());
            return on ? List.of(name) : option.negatable() ? List.of("--no-" + PlanKeys.keyOf(option)) : List.of();
        }
        List<String> values = option.isMultiValue()
                ? option.stringValues()
                : option.stringValues()
                        .subList(
                                Math.max(0, option.stringValues().size() - 1),
                                option.stringValues().size());
        return values.isEmpty()
                ? List.of(name)
                : values.stream().map(value -> name + "=" + value).toList();
    }

    private static void put(OptionSpec option, Map<String, Object> options, List<String> leftOut) {
        String key = PlanKeys.keyOf(option);
        List<String> values = option.stringValues();
        if (PlanKeys.isSwitch(option)) {
            options.put(key, Boolean.TRUE.equals(option.getValue()));
        } else if (key.equals("header")) {
            List<String> shown = publicHeaders(values, leftOut);
            if (!shown.isEmpty()) {
                options.put(key, shown);
            }
        } else if (option.isMultiValue()) {
            options.put(key, List.copyOf(values));
        } else if (!values.isEmpty()) {
            options.put(key, values.getLast());
        }
    }

    /** Headers whose value can be no credential; the names of others go to {@code leftOut}. */
    private static List<String> publicHeaders(List<String> headers, List<String> leftOut) {
        List<String> shown = new ArrayList<>();
        for (String text : headers) {
            try {
                Header header = Header.parse(text);
                if (header.shown().equals(header.name() + ": " + header.value())) {
                    shown.add(text);
                } else {
                    leftOut.add("header " + header.name() + ": its value may be a secret; give it with -H");
                }
            } catch (PlanException e) {
                leftOut.add("a header that is none");
            }
        }
        return shown;
    }
}
