package io.streamgauge.cli;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads AIPerf's {@code --search-space}: what is searched, as ranges of a sweep. */
final class SearchSpaces {
    /** What is varied may be named by its place in AIPerf's plan: {@code phases.profiling.concurrency:1,1000:int}. */
    private static final Pattern SPACE =
            Pattern.compile("\\s*(?:[\\w-]+\\.)*([\\w-]+):([^,:]+),([^,:]+)(?::([\\w-]+))?\\s*");

    /** The least that rates differ by, unless the lowest one is so low that this would be much. */
    private static final BigDecimal RATE_UNIT = new BigDecimal("0.01");

    private static final int DIGITS_OF_THE_LEAST = 2;

    private final Set<SweepParameter> whole = EnumSet.noneOf(SweepParameter.class);

    /** Adds them to the sweep's ranges, noting what is wrong. */
    static SearchSpaces addTo(SweepOptions sweep, List<String> spaces, Problems problems) {
        SearchSpaces reader = new SearchSpaces();
        sweep.search |= !spaces.isEmpty();
        spaces.forEach(text -> reader.add(text, sweep, problems));
        return reader;
    }

    private void add(String text, SweepOptions sweep, Problems problems) {
        Matcher space = SPACE.matcher(text);
        if (!space.matches()) {
            problems.add("--search-space '" + text + "' is not NAME:MIN,MAX[:int|:real], as concurrency:1,1000:int");
            return;
        }
        String kind = space.group(4) == null ? "" : space.group(4).toLowerCase(Locale.ROOT);
        SweepParameter parameter = SweepParameter.find(space.group(1));
        problems.addIf(parameter == null, "--search-space '" + text + "': use one of " + SweepParameter.keys());
        problems.addIf(
                !Set.of("", "int", "real").contains(kind), "--search-space '" + text + "': kinds are int and real");
        problems.addIf(
                parameter != null && parameter.isWhole() && kind.equals("real"),
                "--search-space '" + text + "': " + space.group(1) + " takes whole values only; leave :real out");
        if (parameter != null) {
            if (kind.equals("int")) {
                whole.add(parameter);
            }
            String range = parameter.key() + ":" + space.group(2) + ":" + space.group(3);
            sweep.ranges.add(range);
            sweep.givenAs.put(range, "--search-space '" + text + "'");
        }
    }

    /** What values of a range from {@code min} are multiples of. */
    BigDecimal unit(SweepParameter parameter, BigDecimal min) {
        return unit(parameter.isWhole() || whole.contains(parameter), min);
    }

    /** The same, of whole values or others. */
    static BigDecimal unit(boolean whole, BigDecimal min) {
        if (whole) {
            return BigDecimal.ONE;
        }
        int places = min.scale() - min.precision() + 1 + DIGITS_OF_THE_LEAST;
        return RATE_UNIT.min(BigDecimal.ONE.scaleByPowerOfTen(-places));
    }
}
