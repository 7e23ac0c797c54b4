package io.streamgauge.telemetry;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.TlsSettings;
import java.net.Proxy;

/**
 * How metrics pages are read.
 *
 * @param intervalNanos from one reading to the next
 * @param timeoutNanos most time for one page
 * @param patienceNanos most time that a run waits for the pages before its measured phase
 * @param tls how https pages are checked
 * @param proxy between us and the pages; {@link Proxy#NO_PROXY} for none
 */
public record PageSettings(
        long intervalNanos, long timeoutNanos, long patienceNanos, TlsSettings tls, Proxy proxy, Clock clock) {
    public PageSettings {
        if (intervalNanos < 1 || timeoutNanos < 1) {
            throw new IllegalArgumentException("interval " + intervalNanos + " ns, timeout " + timeoutNanos + " ns");
        }
    }
}
