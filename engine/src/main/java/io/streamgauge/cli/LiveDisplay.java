package io.streamgauge.cli;

import io.streamgauge.clock.Terminal;
import io.streamgauge.report.LiveSnapshot;
import io.streamgauge.report.LiveView;
import io.streamgauge.report.Look;
import io.streamgauge.run.LiveSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Shows a run on standard error while it is on, and keeps other lines from mixing with it. */
final class LiveDisplay {
    private static final int STANDARD_ERROR = 2;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LOOKS_PER_LINE = 5;

    private final PrintWriter err;
    private final LiveMode mode;
    private final Environment environment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private LiveView view;
    private @Nullable Thread thread;
    private boolean over;
    private int drawnColumns;

    LiveDisplay(PrintWriter err, LiveMode mode, Environment environment) {
        this.err = err;
        this.mode = mode;
        this.environment = environment;
        this.view = view();
    }

    private LiveView view() {
        if (mode != LiveMode.LIVE) {
            return new LiveView(err, Look.plain(), LiveView.Mode.LINE);
        }
        int columns = Terminal.columns(STANDARD_ERROR);
        return new LiveView(
                err, new Look(columns > 0 ? columns : 80, environment.unicode(), false), LiveView.Mode.SCREEN);
    }

    /** Starts to show, once. */
    void begin(LiveSource source) {
        lock.lock();
        try {
            if (mode != LiveMode.NONE && thread == null) {
                thread = Thread.ofPlatform().name("streamgauge-view").daemon().start(() -> follow(source));
            }
        } finally {
            lock.unlock();
        }
    }

    private void follow(LiveSource source) {
        try {
            // What ends before the first look is kept for one only if somebody is known to look.
            source.look();
            for (int looks = 1; awaitLook(); looks++) {
                var snapshot = source.look();
                if (mode == LiveMode.LIVE || looks % LOOKS_PER_LINE == 1) {
                    show(snapshot);
                }
            }
        } catch (InterruptedException | IOException gone) {
            // Nobody is left to show it to; the run does not depend on it.
            return;
        }
    }

    /** False when the run is over. */
    private boolean awaitLook() throws InterruptedException {
        lock.lock();
        try {
            long left = LOOK_NANOS;
            while (!over && left > 0) {
                left = ended.awaitNanos(left);
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    private void show(LiveSnapshot snapshot) throws IOException {
        lock.lock();
        try {
            if (over) {
                return;
            }
            int columns = mode == LiveMode.LIVE ? Terminal.columns(STANDARD_ERROR) : 0;
            if (columns != drawnColumns) {
                view.clear();
                view = view();
                drawnColumns = columns;
            }
            view.show(snapshot);
            err.flush();
        } finally {
            lock.unlock();
        }
    }

    /** Prints a line of its own. */
    void line(String line) {
        lock.lock();
        try {
            view.clear();
            err.println(line);
            err.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            lock.unlock();
        }
    }

    /** Shows no more, and wipes what stands on the screen. */
    void end() {
        lock.lock();
        try {
            over = true;
            ended.signalAll();
            view.clear();
            err.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            lock.unlock();
        }
    }
}
