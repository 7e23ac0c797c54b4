package io.streamgauge.profiler;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A thread that slept a millisecond was woken much too late: the process, or the machine, stood still. */
@Name("io.streamgauge.Pause")
@Label("Pause")
@Category("Streamgauge")
@StackTrace(false)
final class PauseEvent extends Event {
    @Label("Overshoot")
    @Timespan(Timespan.NANOSECONDS)
    long overshoot;
}
