package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import java.util.List;

/**
 * How many token events came in one socket read with an earlier one, so that their gap is not known; over the requests
 * that the summary is made of.
 *
 * @param tokenEvents events that carried text
 * @param coalescedEvents those that shared a read
 * @param kernelStamped requests timed by the kernel; the others were timed in this process
 */
public record Coalescing(long tokenEvents, long coalescedEvents, long kernelStamped) {
    static Coalescing of(List<RequestRecord> kept) {
        long events = 0;
        long coalesced = 0;
        long kernel = 0;
        for (var record : kept) {
            events += record.tokenTimes().count();
            coalesced += record.coalesced();
            kernel += record.stamp() == Stamp.KERNEL ? 1 : 0;
        }
        return new Coalescing(events, coalesced, kernel);
    }

    /** Coalesced events among all, 0 to 1. */
    public double share() {
        return tokenEvents == 0 ? 0 : (double) coalescedEvents / tokenEvents;
    }
}
