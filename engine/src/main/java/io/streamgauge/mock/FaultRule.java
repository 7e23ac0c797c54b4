package io.streamgauge.mock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which fault, and which requests it befalls. Immutable.
 *
 * @param kind what goes wrong
 * @param status the HTTP status of {@link FaultKind#HTTP}, else 0
 * @param argument how it goes wrong, as spelled
 * @param share of the requests it befalls, 0 to 1; 0 where requests are named
 * @param requests the requests it befalls, counted from 1
 */
public record FaultRule(FaultKind kind, int status, String argument, double share, List<Range> requests) {
    private static final String FOREVER = "forever";
    private static final String RANDOM = "random";

    /** Requests from one number to another, both included. */
    public record Range(long from, long to) {}

    public FaultRule {
        requests = List.copyOf(requests);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of a fault must be from 0% to 100%, not " + share * 100 + "%");
        }
        check(kind, status, argument);
    }

    /**
     * Reads a rule: {@code reset:1%}, {@code http-429=html:50%}, {@code stall-mid=2s@7}, {@code no-done@1,5-9}. Without a share or
     * numbers it befalls every request. Requests are counted from 1, POSTs only; for {@code accept-reset} and {@code slow-accept} it is connections.
     *
     * @throws IllegalArgumentException with one line that says what was given and what is understood
     */
    public static FaultRule parse(String spec) {
        var text = spec.strip();
        var colon = text.endsWith("%") ? text.lastIndexOf(':') : -1;
        var at = colon < 0 ? text.lastIndexOf('@') : -1;
        var end = Math.max(colon, at) < 0 ? text.length() : Math.max(colon, at);
        var equals = text.indexOf('=');
        var hasArgument = equals >= 0 && equals < end;
        var name = text.substring(0, hasArgument ? equals : end).strip().toLowerCase(Locale.ROOT);
        var status = status(name);
        var kind = status > 0 ? FaultKind.HTTP : kind(name, spec);
        var argument = hasArgument ? text.substring(equals + 1, end).strip() : kind.usual();
        var share = colon >= 0 ? percent(text.substring(colon + 1, text.length() - 1), spec) : at >= 0 ? 0 : 1;
        return new FaultRule(kind, status, argument, share, at >= 0 ? ranges(text.substring(at + 1), spec) : List.of());
    }

    /** Whether this rule befalls a request or connection; a pure function of the seed and the number, counted from 0. */
    boolean befalls(long number, long seed) {
        if (!requests.isEmpty()) {
            return requests.stream().anyMatch(range -> range.from() <= number + 1 && number + 1 <= range.to());
        }
        var draw = Words.mix(seed + kind.ordinal() * 0x9E3779B97F4A7C15L + status + Words.mix(number + 1));
        return (draw >>> 11) * 0x1p-53 < share;
    }

    /** For how long, in nanoseconds; {@link Long#MAX_VALUE} for ever. */
    long nanos() {
        return argument.equals(FOREVER) ? Long.MAX_VALUE : LatencyModel.parseNanos(argument);
    }

    /** How many, or this draw where it is left to chance. */
    int count(int draw) {
        return argument.equals(RANDOM) ? draw : Integer.parseInt(argument);
    }

    private static void check(FaultKind kind, int status, String argument) {
        var fits = switch (kind.argument()) {
            case NONE -> argument.isEmpty();
            case DURATION -> argument.equals(FOREVER) || LatencyModel.parseNanos(argument) >= 0;
            case COUNT -> argument.equals(RANDOM) || argument.matches("[0-9]{1,9}");
            case TEXT -> argument.chars().noneMatch(c -> c < ' ');
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    "'" + argument + "' does not fit the fault " + kind.spelling() + ": it takes "
                            + (kind.argument() == FaultKind.Argument.NONE
                                    ? "no argument"
                                    : "a " + kind.argument().name().toLowerCase(Locale.ROOT)));
        }
        if (kind == FaultKind.HTTP
                && (status < 400
                        || status > 599
                        || !List.of("json", "html", "empty").contains(argument))) {
            throw new IllegalArgumentException(
                    "a status fault is http-400 to http-599, with =json, =html or =empty, not http-" + status + "="
                            + argument);
        }
    }

    private static int status(String name) {
        return name.matches("http-[0-9]{3}") ? Integer.parseInt(name.substring(5)) : 0;
    }

    private static FaultKind kind(String name, String spec) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind != FaultKind.HTTP && kind.spelling().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown fault '" + name + "' in '" + spec + "': use one of http-400…http-599, "
                                + Arrays.stream(FaultKind.values())
                                        .filter(kind -> kind != FaultKind.HTTP)
                                        .map(FaultKind::spelling)
                                        .collect(Collectors.joining(", "))));
    }

    private static double percent(String text, String spec) {
        try {
            return Double.parseDouble(text.strip()) / 100;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "%' in '" + spec + "' is no percentage: use for example reset:1%", e);
        }
    }

    private static List<Range> ranges(String text, String spec) {
        var ranges = new ArrayList<Range>();
        for (var part : text.split(",", -1)) {
            var number = part.strip();
            if (!number.matches("[0-9]{1,15}(-[0-9]{1,15})?")) {
                throw new IllegalArgumentException(
                        "'" + text + "' in '" + spec + "' names no requests: use for example reset@3 or reset@1,5-9");
            }
            var dash = number.indexOf('-');
            var from = Long.parseLong(dash < 0 ? number : number.substring(0, dash));
            ranges.add(new Range(from, dash < 0 ? from : Long.parseLong(number.substring(dash + 1))));
        }
        return ranges;
    }
}
