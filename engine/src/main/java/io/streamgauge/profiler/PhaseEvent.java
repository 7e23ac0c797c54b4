package io.streamgauge.profiler;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A phase of the run, from its first request to its last answer. */
@Name("io.streamgauge.Phase")
@Label("Phase")
@Category("Streamgauge")
@StackTrace(false)
final class PhaseEvent extends Event {
    @Label("Phase")
    @Nullable
    String phase;
}
