package io.streamgauge.dataset;

import java.util.Arrays;
import java.util.List;

/** The times of a trace, in which no longer than some time passes from one request to the next. */
final class IdleGaps {
    private final double[] starts;
    /** Of each start what it became. */
    private final double[] shortened;

    /** @param mostSeconds longer times are as long as this; infinite for none */
    IdleGaps(List<Double> starts, double mostSeconds) {
        this.starts = starts.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        this.shortened = this.starts.clone();
        for (int i = 1; i < shortened.length; i++) {
            shortened[i] = shortened[i - 1] + Math.min(mostSeconds, this.starts[i] - this.starts[i - 1]);
        }
    }

    /** What a start becomes. */
    double seconds(double start) {
        int at = Arrays.binarySearch(starts, start);
        if (at < 0) {
            throw new IllegalArgumentException(start + " is none of the starts");
        }
        return shortened[at];
    }
}
