package io.streamgauge.metrics;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Selection;
import java.util.List;

/**
 * The part of the time that counts, where not all of it does: measured requests that ended outside it are not part of the run.
 *
 * @param fromNanos on the run's monotonic clock
 * @param toNanos the first moment after it
 */
public record MeasuredWindow(long fromNanos, long toNanos) {
    /** Warm-up requests, and the measured ones that ended within. */
    public List<RequestRecord> of(List<RequestRecord> all) {
        return Selection.of(
                all,
                record -> record.phase() == Phase.WARMUP
                        || (record.endNanos() >= fromNanos && record.endNanos() < toNanos));
    }
}
