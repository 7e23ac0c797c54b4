package io.streamgauge.profiler;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** How late an event loop ran a task that was due: what a token that came at that moment would have waited. */
@Name("io.streamgauge.LoopLag")
@Label("Event Loop Lag")
@Category("Streamgauge")
@StackTrace(false)
final class LoopLagEvent extends Event {
    @Label("Loop")
    int loop;

    @Label("Lag")
    @Timespan(Timespan.NANOSECONDS)
    long lag;
}
