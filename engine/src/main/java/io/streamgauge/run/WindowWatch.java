package io.streamgauge.run;

import io.streamgauge.metrics.MeasuredWindow;
import io.streamgauge.plan.LoadPlan.Windows;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * perf_analyzer's way to end a run: the time is cut into windows, and the run is over when the last three agree in throughput and
 * mean latency. A request belongs to the window in which it ended. {@link #begin} by any thread, the rest by one.
 */
final class WindowWatch {
    private static final int AGREEING = 3;

    private final Windows windows;
    private final List<Window> done = new ArrayList<>();
    private volatile long startNanos = RequestRecord.ABSENT;
    private Window current = new Window(0, 0);
    private @Nullable MeasuredWindow stable;

    private record Window(int requests, double latencyNanos) {
        Window with(RequestRecord record) {
            return new Window(requests + 1, latencyNanos + record.endNanos() - record.sentNanos());
        }

        double meanLatency() {
            return requests == 0 ? 0 : latencyNanos / requests;
        }
    }

    WindowWatch(Windows windows) {
        this.windows = windows;
    }

    /** Notes when the first window begins. */
    void begin(long nanos) {
        startNanos = nanos;
    }

    /** Takes the next measured request that ended; true when with it the run has become stable. */
    boolean ends(RequestRecord record) {
        if (startNanos == RequestRecord.ABSENT || stable != null) {
            return false;
        }
        while (record.endNanos() >= startNanos + (done.size() + 1) * windows.lengthNanos() && stable == null) {
            done.add(current);
            current = new Window(0, 0);
            if (agree()) {
                stable = last(done.size());
            }
        }
        if (stable == null && record.status() == Status.OK) {
            current = current.with(record);
        }
        return stable != null;
    }

    /** What of the run counts: the three windows that agreed, or, when none did, the last three. */
    MeasuredWindow measured() {
        return stable != null ? stable : last(windows.most());
    }

    boolean isStable() {
        return stable != null;
    }

    private MeasuredWindow last(int end) {
        return new MeasuredWindow(
                startNanos + Math.max(0, end - AGREEING) * windows.lengthNanos(),
                startNanos + end * windows.lengthNanos());
    }

    private boolean agree() {
        if (done.size() < AGREEING) {
            return false;
        }
        List<Window> last = done.subList(done.size() - AGREEING, done.size());
        return last.stream().allMatch(window -> window.requests() > 0)
                && within(last.stream().mapToDouble(Window::requests).toArray())
                && within(last.stream().mapToDouble(Window::meanLatency).toArray());
    }

    private boolean within(double[] values) {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most <= least * (1 + windows.stability());
    }
}
