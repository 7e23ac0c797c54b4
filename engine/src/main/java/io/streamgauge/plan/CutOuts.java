package io.streamgauge.plan;

import io.streamgauge.metrics.MeasuredWindow;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of the measured phase does not count, at its begin and at its end. */
public record CutOuts(Part start, Part end) {
    public static final CutOuts NONE = new CutOuts(Part.NONE, Part.NONE);

    /**
     * A part of the phase.
     *
     * @param share of its length, from 0 to below 1; 0 where {@code nanos} says how long it is
     */
    public record Part(double share, long nanos) {
        public static final Part NONE = new Part(0, 0);

        public Part {
            if (!(share >= 0 && share < 1) || nanos < 0 || (share > 0 && nanos > 0)) {
                throw new IllegalArgumentException("share " + share + ", nanos " + nanos);
            }
        }

        private long of(long whole) {
            return share > 0 ? Math.round(share * whole) : nanos;
        }
    }

    /** What is left of a run between the first send of a measured request and the last end; null where nothing is cut. */
    public @Nullable MeasuredWindow window(List<RequestRecord> records) {
        if (equals(NONE)) {
            return null;
        }
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (RequestRecord record : records) {
            if (record.phase() == Phase.MEASURE) {
                first = Math.min(first, record.sentNanos());
                last = Math.max(last, record.endNanos());
            }
        }
        // The moment of the last end is within the run.
        long whole = first > last ? 0 : last - first + 1;
        long from = whole == 0 ? 0 : first + start.of(whole);
        return new MeasuredWindow(from, from + Math.max(0, whole - start.of(whole) - end.of(whole)));
    }
}
