package io.streamgauge.cli;

import io.streamgauge.search.Range;
import io.streamgauge.search.SweepValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a sweep varies: {@code --sweep-type} with one list or range, as genai-perf has it, or any number of these with names
 * of their own, which {@code --sweep-type grid} or {@code zip} puts together as AIPerf does.
 */
final class SweepAxes {
    private static final Pattern NAMED = Pattern.compile("\\s*([A-Za-z][\\w-]*)\\s*:(.*)", Pattern.DOTALL);
    private static final String RANGE = "1:1024";

    /**
     * Values that were asked for.
     *
     * @param range where they were said by one, else null
     * @param givenAs how it was given where by another option than {@code --sweep-range}
     */
    private record Asked(
            List<BigDecimal> values,
            @Nullable Range range,
            @Nullable String givenAs) {}

    private final SweepOptions options;
    private final Problems problems;
    private final SequencedMap<SweepParameter, Asked> asked = new LinkedHashMap<>();
    private final Set<SweepParameter> varied = EnumSet.noneOf(SweepParameter.class);

    SweepAxes(SweepOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    private String type() {
        return options.type == null ? SweepParameter.CONCURRENCY.key() : options.type.strip();
    }

    /** Whether runs take values in step, in place of every combination. */
    boolean zips() {
        return type().equalsIgnoreCase("zip");
    }

    /**
     * The axes: loads, then all else, each in the order in which they were given; none where nothing can be read.
     *
     * @param pairs of input and output length, null for none
     */
    List<SweepAxis> read(@Nullable String pairs) {
        boolean together = zips() || type().equalsIgnoreCase("grid");
        SweepParameter single = together
                ? SweepParameter.CONCURRENCY
                : problems.note(() -> SweepParameter.named(type())).orElse(SweepParameter.CONCURRENCY);
        List<String> unnamed = new ArrayList<>();
        boolean named = false;
        for (String text : options.lists) {
            Matcher name = NAMED.matcher(text);
            named |= name.matches();
            if (name.matches()) {
                parameter("--sweep-list", name.group(1))
                        .ifPresent(of -> list(of, "--sweep-list " + text, name.group(2)));
            } else {
                unnamed.add(text);
            }
        }
        boolean listed = !unnamed.isEmpty();
        problems.addIf(
                listed && together,
                "--sweep-list " + String.join(",", unnamed) + " and --sweep-type " + type()
                        + ": of what? give --sweep-list NAME:" + String.join(",", unnamed));
        if (listed) {
            // A plan file's list comes value by value.
            String text = String.join(",", unnamed);
            list(single, "--sweep-list " + text, text);
        }
        for (String text : options.ranges) {
            Matcher name = NAMED.matcher(text);
            if (name.matches()) {
                named = true;
                parameter("--sweep-range", name.group(1))
                        .ifPresent(of -> range(of, name.group(2), options.givenAs.get(text)));
            } else {
                problems.addIf(
                        together,
                        "--sweep-range " + text + " and --sweep-type " + type() + ": of what? give --sweep-range NAME:"
                                + text);
                range(single, text, null);
            }
        }
        if (pairs != null) {
            pairs(pairs);
        }
        boolean nothing = asked.isEmpty() && !named && !listed && pairs == null;
        boolean nothingToSearch = options.search
                && !listed
                && options.ranges.isEmpty()
                && varied.stream().noneMatch(SweepParameter::isLoad);
        if (nothing || nothingToSearch) {
            range(single, RANGE, null);
        }
        problems.addIf(
                named && !together && options.type != null && !asked.containsKey(single),
                "--sweep-type " + type() + ": its values are not given; say them by --sweep-list " + single.key()
                        + ":A,B,…, or --sweep-type grid");
        checkStep();
        List<SweepAxis> axes = new ArrayList<>();
        asked.forEach((parameter, values) -> axes.add(new SweepAxis(parameter, values.values())));
        axes.sort(Comparator.comparing(axis -> !axis.parameter().isLoad()));
        axes.forEach(this::checkWhole);
        if (zips()) {
            checkLengths(axes);
        }
        return axes;
    }

    /** What is varied, also where its values cannot be read. */
    Set<SweepParameter> varied() {
        return varied;
    }

    /** A value of each thing that is varied: one that was given, where there is one that can be used. */
    Combination sample() {
        SequencedMap<SweepParameter, BigDecimal> values = new LinkedHashMap<>();
        for (SweepParameter parameter : varied) {
            Asked given = asked.get(parameter);
            BigDecimal first = given == null ? BigDecimal.ONE : given.values().getFirst();
            values.put(parameter, isUsable(parameter, first) ? first : BigDecimal.ONE);
        }
        return new Combination(values);
    }

    private static boolean isUsable(SweepParameter parameter, BigDecimal value) {
        return !parameter.isWhole() || value.stripTrailingZeros().scale() <= 0;
    }

    /** The range that was said of something that is varied; null where its values were. */
    @Nullable
    Range range(SweepParameter parameter) {
        Asked values = asked.get(parameter);
        return values == null ? null : values.range();
    }

    private Optional<SweepParameter> parameter(String option, String name) {
        SweepParameter found = SweepParameter.find(name);
        problems.addIf(found == null, option + " '" + name + "': use one of " + SweepParameter.keys());
        return Optional.ofNullable(found);
    }

    private void list(SweepParameter parameter, String where, String text) {
        put(parameter, where, () -> new Asked(SweepValues.list(text), null, null));
    }

    /** @param givenAs how it was given; null where by {@code --sweep-range} */
    private void range(SweepParameter parameter, String text, @Nullable String givenAs) {
        String where = givenAs == null ? "--sweep-range " + text : givenAs;
        String whole = options.step == null ? text : text + ":" + options.step;
        boolean twice =
                options.step != null && text.chars().filter(c -> c == ':').count() > 1;
        problems.addIf(twice, "--sweep-step and " + where + ": the range has a step already; give one of the two");
        put(parameter, where, () -> {
            Range range = Range.parse(twice ? text : whole);
            // A search needs only the ends, which may lie further apart than a sweep could go.
            return new Asked(options.search ? ends(range) : SweepValues.range(range), range, givenAs);
        });
    }

    private static List<BigDecimal> ends(Range range) {
        return range.min().compareTo(range.max()) == 0 ? List.of(range.min()) : List.of(range.min(), range.max());
    }

    private void put(SweepParameter parameter, String where, Supplier<Asked> reading) {
        varied.add(parameter);
        try {
            Asked values = reading.get();
            problems.addIf(
                    asked.putIfAbsent(parameter, values) != null,
                    where + ": " + parameter.key() + " has its values already; give one list or range of it");
        } catch (IllegalArgumentException e) {
            problems.add(where.replaceFirst(" .*", "") + " " + parameter.key() + ": " + e.getMessage());
        }
    }

    private void pairs(String text) {
        problems.addIf(
                zips(),
                "--isl-osl-pairs and --sweep-type zip: pairs go with every combination of the rest; leave zip out");
        List<String> isl = new ArrayList<>();
        List<String> osl = new ArrayList<>();
        for (String pair : text.split(",", -1)) {
            String[] both = pair.strip().split("/", -1);
            problems.addIf(
                    both.length != 2,
                    "--isl-osl-pairs '" + pair.strip() + "': give an input and an output length, as 128/64");
            isl.add(both[0]);
            osl.add(both.length == 2 ? both[1] : "1");
        }
        String where = "--isl-osl-pairs " + text;
        list(SweepParameter.INPUT_SEQUENCE_LENGTH, where, String.join(",", isl));
        list(SweepParameter.OUTPUT_SEQUENCE_LENGTH, where, String.join(",", osl));
    }

    private void checkStep() {
        problems.addIf(
                options.step != null && options.ranges.isEmpty() && !options.lists.isEmpty(),
                "--sweep-step and --sweep-list: give the values or a range, not both");
    }

    private void checkWhole(SweepAxis axis) {
        Asked values = asked.get(axis.parameter());
        String where = values == null || values.givenAs() == null
                ? "--sweep-type " + axis.parameter().key()
                : values.givenAs();
        if (axis.parameter().isWhole()) {
            axis.values().stream()
                    .filter(value -> value.stripTrailingZeros().scale() > 0)
                    .forEach(value -> problems.add(where + ": " + value + " is not whole"));
        }
    }

    private void checkLengths(List<SweepAxis> axes) {
        Map<Integer, String> lengths = new LinkedHashMap<>();
        axes.forEach(axis ->
                lengths.merge(axis.values().size(), axis.parameter().key(), (one, other) -> one + ", " + other));
        problems.addIf(
                lengths.size() > 1,
                "--sweep-type zip: all lists must be as long as each other; there are "
                        + String.join(
                                " and ",
                                lengths.entrySet().stream()
                                        .map(entry -> entry.getKey() + " values of " + entry.getValue())
                                        .toList()));
    }
}
