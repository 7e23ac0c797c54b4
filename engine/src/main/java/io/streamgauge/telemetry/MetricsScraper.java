package io.streamgauge.telemetry;

import io.streamgauge.clock.WallAnchor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads metrics pages, and GPUs of this machine, while a run is on, on one thread of its own. {@link #begin} waits a moment for
 * the pages as they are before the measured phase, and no longer; nothing else here makes a run wait but {@link #finish}, for one last reading.
 */
public final class MetricsScraper {
    /** Servers book a request a little after its last byte. */
    private static final long SETTLE_MILLIS = 50;

    private final PageSettings settings;
    private final List<LocalGpus> gpus;
    private final List<Watched> pages = new ArrayList<>();
    private final List<WatchedGpus> drivers = new ArrayList<>();
    private final SeriesLog log;
    private final List<String> notes = new ArrayList<>();
    private final TelemetryWatch watch;
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CompletableFuture<Telemetry> result = new CompletableFuture<>();
    private final int asked;

    private enum Step {
        CLAIMED,
        BEGIN,
        END
    }

    /**
     * @param gpus of this machine
     * @param gpuMetrics what is taken in of GPUs
     * @param log where the series go, if there are any
     */
    public MetricsScraper(
            List<PageAddress> addresses,
            List<LocalGpus> gpus,
            PageSettings settings,
            GpuMetrics gpuMetrics,
            Path log,
            WallAnchor anchor) {
        this.gpus = List.copyOf(gpus);
        this.settings = settings;
        this.watch = new TelemetryWatch(gpuMetrics);
        this.log = new SeriesLog(log, anchor);
        var fetcher = new PageFetcher(settings);
        addresses.forEach(address -> pages.add(new WatchedPage(address, fetcher, notes)));
        asked = pages.size() + gpus.size();
    }

    /**
     * Starts looking for the pages; writes nothing yet. Once.
     *
     * @return why GPUs of this machine cannot be read, a line each, as far as this is known in a moment
     */
    public List<String> start() throws InterruptedException {
        if (asked == 0) {
            begun.countDown();
            result.complete(Telemetry.NONE);
            return List.of();
        }
        for (var local : gpus) {
            drivers.add(new WatchedGpus(local, settings.timeoutNanos(), notes));
        }
        var absent = new ArrayList<String>();
        for (var driver : drivers) {
            var why = driver.absent(settings.patienceNanos());
            if (why != null) {
                absent.add(why);
            }
        }
        pages.addAll(drivers);
        var thread = new Thread(this::work, "streamgauge-metrics");
        thread.setDaemon(true);
        thread.start();
        return absent;
    }

    /** The log's directory is there and is this run's own. Before {@link #begin}. */
    public void claimed() {
        steps.add(Step.CLAIMED);
    }

    /** The measured phase begins: reads the pages, and waits a moment for that. */
    public void begin() throws InterruptedException {
        steps.add(Step.BEGIN);
        begun.await(settings.patienceNanos(), TimeUnit.NANOSECONDS);
    }

    /** The measured phase is over. Does not wait. */
    public void end() {
        steps.add(Step.END);
    }

    /** What was heard, once the pages have been read a last time. After {@link #end}. */
    public Telemetry finish() throws InterruptedException {
        try {
            long nanos = settings.timeoutNanos() * (asked + 1) + TimeUnit.MILLISECONDS.toNanos(2 * SETTLE_MILLIS);
            return result.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Telemetry.none("the metrics pages did not answer in time; their numbers are left out");
        } catch (ExecutionException e) {
            return Telemetry.none("the metrics pages could not be read: " + e.getCause());
        }
    }

    private void work() {
        try {
            pages.removeIf(page -> !page.find());
            // A run that ends before it has a directory may write nowhere: what is there is another run's.
            if (!pages.isEmpty() && steps.take() == Step.CLAIMED) {
                take(false);
                follow();
            }
            log.close();
            var trouble = log.trouble();
            result.complete(watch.telemetry(notes, trouble == null ? List.of() : List.of(trouble)));
        } catch (InterruptedException | RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            begun.countDown();
            for (var driver : drivers) {
                driver.close();
            }
        }
    }

    private void follow() throws InterruptedException {
        long next = settings.clock().nanos() + settings.intervalNanos();
        boolean measured = false;
        while (true) {
            var step = steps.poll(next - settings.clock().nanos(), TimeUnit.NANOSECONDS);
            if (step == Step.END) {
                Thread.sleep(SETTLE_MILLIS);
                // Nobody shall wait once more for what did not come the last time.
                pages.stream().filter(page -> page.last() != null).forEach(Watched::read);
                take(measured);
                return;
            }
            if (step == Step.BEGIN) {
                measured = true;
                watch.begin();
            }
            pages.forEach(Watched::read);
            take(measured);
            if (step == Step.BEGIN) {
                begun.countDown();
            }
            // Readings that could not be made are not made up for.
            next = Math.max(next + settings.intervalNanos(), settings.clock().nanos());
        }
    }

    private void take(boolean measured) {
        long now = settings.clock().nanos();
        var heard = new LinkedHashMap<String, MetricsPage>();
        for (var page : pages) {
            var last = page.last();
            if (last != null) {
                var address = page.address();
                log.write(address, last, measured, now);
                heard.put(address, last);
            }
        }
        watch.round(heard, now);
    }
}
