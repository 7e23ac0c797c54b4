package io.streamgauge.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that a sweep varies.
 *
 * @param values at least one, in the order of the runs
 */
record SweepAxis(SweepParameter parameter, List<BigDecimal> values) {
    private static final int MOST_SHOWN = 12;

    SweepAxis {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(parameter + " without values");
        }
    }

    String text() {
        String shown =
                values.stream().limit(MOST_SHOWN).map(SweepParameter::text).collect(Collectors.joining(", "));
        return parameter.key() + " " + shown
                + (values.size() > MOST_SHOWN ? ", … " + SweepParameter.text(values.getLast()) : "");
    }
}
