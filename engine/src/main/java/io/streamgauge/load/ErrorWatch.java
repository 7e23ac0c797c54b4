package io.streamgauge.load;

import io.streamgauge.http.Flight;
import io.streamgauge.record.Status;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells when too many requests have failed. Any thread; requests that were cancelled count neither way. */
public final class ErrorWatch {
    /** A share of fewer requests than this says little. */
    private static final int SHARE_FROM = 20;

    private final int maxErrors;
    private final double maxShare;
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean tripped;

    /**
     * @param maxErrors failures that are too many; 0 for no limit
     * @param maxShare share of failures, above which there are too many once 20 requests have ended; 0 for no limit
     */
    public ErrorWatch(int maxErrors, double maxShare) {
        this.maxErrors = maxErrors;
        this.maxShare = maxShare;
    }

    /** Whether with this flight there are too many for the first time. */
    boolean trips(Flight flight) {
        Status status = flight.status();
        if ((maxErrors == 0 && maxShare == 0) || status == Status.CANCELLED) {
            return false;
        }
        int all = ended.incrementAndGet();
        int bad = status == Status.OK ? failed.get() : failed.incrementAndGet();
        boolean tooMany = (maxErrors > 0 && bad >= maxErrors)
                || (maxShare > 0 && all >= SHARE_FROM && (double) bad / all > maxShare);
        boolean first = tooMany && !tripped;
        tripped |= tooMany;
        return first;
    }

    /** Whether there were too many. */
    public boolean tripped() {
        return tripped;
    }

    /** Failed requests so far. */
    public int failed() {
        return failed.get();
    }
}
