package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.List;

/**
 * Values that were tried.
 *
 * @param place where they are in the space
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Try(List<BigDecimal> values, double[] place, Outcome outcome) {
    boolean isMeasured() {
        return outcome.numbers().stream().noneMatch(number -> Double.isNaN(number));
    }

    /** Whether it may be the best. */
    boolean counts() {
        return isMeasured() && outcome.held();
    }

    double[] numbers() {
        return outcome.numbers().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
