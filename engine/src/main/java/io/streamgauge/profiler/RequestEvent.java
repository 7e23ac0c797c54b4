package io.streamgauge.profiler;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A request, from when it was handed to its loop until its answer was complete or it failed. */
@Name("io.streamgauge.Request")
@Label("Request")
@Category("Streamgauge")
@StackTrace(false)
final class RequestEvent extends Event {
    @Label("Request")
    int request;

    @Label("Status")
    @Nullable
    String status;

    @Label("Tokens")
    int tokens;

    @Label("Tokens That Shared A Read")
    int coalesced;

    @Label("Time To First Byte")
    @Timespan(Timespan.NANOSECONDS)
    long timeToFirstByte;
}
