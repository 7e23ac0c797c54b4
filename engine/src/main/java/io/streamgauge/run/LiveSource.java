package io.streamgauge.run;

import io.streamgauge.report.LiveSnapshot;

/** Tells how far a run is. One thread at a time; cheap enough for once a second, not for more. */
@FunctionalInterface
public interface LiveSource {
    LiveSnapshot look() throws InterruptedException;
}
