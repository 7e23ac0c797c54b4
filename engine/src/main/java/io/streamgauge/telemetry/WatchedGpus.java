package io.streamgauge.telemetry;

import io.streamgauge.clock.Host;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * GPUs of this machine through a run. Their driver is called on a thread of its own, and nobody waits for it longer than for a
 * metrics page: one that hangs costs a line.
 */
final class WatchedGpus implements Watched {
    private static final long MILLIS = 1_000_000;

    private final LocalGpus gpus;
    private final String host = Host.name();
    private final long timeoutNanos;
    private final List<String> notes;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("streamgauge-gpus").factory());
    private Future<MetricsPage> reading;
    private boolean complained;
    private @Nullable MetricsPage last;

    /** Of the driver's thread only. */
    private @Nullable GpuReader reader;

    /** Begins to look for them. */
    WatchedGpus(LocalGpus gpus, long timeoutNanos, List<String> notes) {
        this.gpus = gpus;
        this.timeoutNanos = timeoutNanos;
        this.notes = notes;
        reading = thread.submit(this::page);
    }

    private MetricsPage page() throws IOException {
        var opened = reader;
        if (opened == null) {
            reader = opened = gpus.open(host, said::add);
        }
        return opened.read(said::add);
    }

    /** Why there is nothing to read, in one line; null where there is something, or this is not known so soon. */
    @Nullable
    String absent(long nanos) throws InterruptedException {
        try {
            reading.get(nanos, TimeUnit.NANOSECONDS);
            return null;
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            return unreadable(e);
        }
    }

    private String unreadable(ExecutionException e) {
        var cause = e.getCause();
        return this + " cannot be read: " + (cause instanceof IOException ? cause.getMessage() : cause);
    }

    @Override
    public boolean find() {
        take();
        return last != null || !reading.isDone();
    }

    @Override
    public void read() {
        last = null;
        // Of one that hangs it was said, and what it says in the end is of another time.
        if (reading.isDone()) {
            reading = thread.submit(this::page);
            take();
        }
    }

    private void take() {
        try {
            last = reading.get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            complain(this + " did not answer within " + timeoutNanos / MILLIS + " ms");
        } catch (ExecutionException e) {
            complain(unreadable(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (String line = said.poll(); line != null; line = said.poll()) {
            notes.add(this + ": " + line);
        }
    }

    private void complain(String line) {
        if (!complained) {
            complained = true;
            notes.add(line);
        }
    }

    @Override
    public @Nullable MetricsPage last() {
        return last;
    }

    @Override
    public String address() {
        return gpus.address(host);
    }

    @Override
    public String toString() {
        return "GPUs at " + address();
    }

    /** Lets go of the driver, as soon as it has answered. Does not wait. */
    void close() {
        thread.execute(() -> {
            if (reader != null) {
                reader.close();
            }
        });
        thread.shutdown();
    }
}
