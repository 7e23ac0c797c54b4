package io.streamgauge.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.Host;
import io.streamgauge.clock.WallAnchor;
import io.streamgauge.http.TlsSettings;
import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchedGpusTest {
    private static final long NEVER_MILLIS = 600_000;
    private static final long PATIENT_MILLIS = 20_000;
    private static final String BOX = Host.name();

    private final CountDownLatch over = new CountDownLatch(1);
    private final Exporter exporter = new Exporter();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        over.countDown();
        exporter.close();
    }

    private Path log() {
        return directory.resolve("server_metrics.jsonl");
    }

    private MetricsScraper scraper(long intervalMillis, long timeoutMillis, LocalGpus... gpus) {
        var settings = new PageSettings(
                TimeUnit.MILLISECONDS.toNanos(intervalMillis),
                TimeUnit.MILLISECONDS.toNanos(timeoutMillis),
                TimeUnit.SECONDS.toNanos(20),
                TlsSettings.DEFAULT,
                Proxy.NO_PROXY,
                Clock.monotonic());
        exporter.page("/metrics", "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 350\n");
        var page = new PageAddress(exporter.url("/metrics"), true, Map.of());
        return new MetricsScraper(
                List.of(page), Arrays.asList(gpus), settings, GpuMetrics.KNOWN, log(), WallAnchor.now());
    }

    private static Telemetry run(MetricsScraper scraper) throws InterruptedException {
        scraper.claimed();
        scraper.begin();
        scraper.end();
        return scraper.finish();
    }

    private static Map<String, Double> averages(Telemetry telemetry, GpuMetric metric) {
        Map<String, Double> averages = new TreeMap<>();
        requireNonNull(requireNonNull(telemetry.gpu()).statistics().get(metric))
                .forEach((gpu, numbers) -> averages.put(gpu, numbers.avg()));
        return averages;
    }

    @Test
    void gpusOfAllSourcesAreKeptApartAndReadAgainAsTheyWere() throws InterruptedException, IOException {
        var tree = new AmdTree(directory);
        tree.instinct(0);
        var scraper = scraper(
                NEVER_MILLIS,
                PATIENT_MILLIS,
                LocalGpus.nvml(NvmlStub.in(directory).library()),
                LocalGpus.amd(tree.sysfs()));
        assertThat(scraper.start()).isEmpty();
        var telemetry = run(scraper);
        assertThat(telemetry.notes()).isEmpty();
        assertThat(averages(telemetry, GpuMetric.GPU_POWER_USAGE))
                .as("the second and the third reading are those of the measured phase")
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "nvml://" + BOX + "/0",
                        102.5,
                        "nvml://" + BOX + "/1",
                        202.5,
                        "amd://" + BOX + "/0",
                        550.0,
                        exporter.url("").getAuthority() + "/0",
                        350.0));
        assertThat(averages(telemetry, GpuMetric.TOTAL_GPU_MEMORY).get("nvml://" + BOX + "/0"))
                .as("GB")
                .isCloseTo(85.899345920, within(1e-9));
        assertThat(requireNonNull(telemetry.gpu()).energyJoules()).isCloseTo(5 + 7, within(1e-3));
        assertThat(RecordedTelemetry.read(log(), GpuMetrics.KNOWN)).isEqualTo(telemetry);
    }

    @Test
    void gpusThatAreNotThereAreToldAtOnceAndInTheEnd() throws InterruptedException {
        var scraper = scraper(NEVER_MILLIS, PATIENT_MILLIS, LocalGpus.amd(directory));
        var told = "GPUs at amd://" + BOX + " cannot be read: " + directory.resolve("class/drm")
                + " has no card of the driver amdgpu; load it (modprobe amdgpu), or name in STREAMGAUGE_SYSFS where the"
                + " machine's /sys is, as in a container";
        assertThat(scraper.start()).containsExactly(told);
        var telemetry = run(scraper);
        assertThat(telemetry.notes()).containsExactly(told);
        assertThat(averages(telemetry, GpuMetric.GPU_POWER_USAGE)).containsOnlyKeys("0");
    }

    /** A driver that says what it is told to. */
    private static GpuReader reader(Reading reading, Runnable closing) {
        return new GpuReader() {
            @Override
            public MetricsPage read(Consumer<String> notes) {
                return reading.page(notes);
            }

            @Override
            public void close() {
                closing.run();
            }
        };
    }

    private interface Reading {
        MetricsPage page(Consumer<String> notes);
    }

    private void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDriverThatHangsCostsALineAndNothingElse() throws InterruptedException {
        var readings = new AtomicInteger();
        var scraper = scraper(
                10,
                1000,
                new LocalGpus(
                        "stub",
                        (host, notes) -> reader(
                                none -> {
                                    if (readings.incrementAndGet() > 1) {
                                        hang();
                                    }
                                    return Pages.lines("DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 100");
                                },
                                () -> {})));
        scraper.start();
        scraper.claimed();
        scraper.begin();
        // More than there could be, were each of them to wait for the driver.
        exporter.awaitAnswers(100);
        scraper.end();
        var telemetry = scraper.finish();
        assertThat(telemetry.notes()).containsExactly("GPUs at stub://" + BOX + " did not answer within 1000 ms");
        assertThat(averages(telemetry, GpuMetric.GPU_POWER_USAGE))
                .as("of the page, which was read to the end")
                .containsExactlyInAnyOrderEntriesOf(Map.of(exporter.url("").getAuthority() + "/0", 350.0));
        assertThat(readings).as("a driver that hangs is not called again").hasValue(2);
    }

    @Test
    void aDriverThatFailsCostsALineAndIsCalledOnItsOwnThread() throws InterruptedException {
        var threads = new LinkedBlockingQueue<String>();
        var closed = new CountDownLatch(1);
        var scraper = scraper(
                NEVER_MILLIS,
                PATIENT_MILLIS,
                new LocalGpus(
                        "stub",
                        (host, notes) -> reader(
                                said -> {
                                    threads.add(Thread.currentThread().getName());
                                    said.accept("GPU 3 is heard no more: it burns");
                                    if (threads.size() > 1) {
                                        throw new IllegalStateException("broken");
                                    }
                                    return Pages.lines("DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 100");
                                },
                                closed::countDown)));
        scraper.start();
        assertThat(run(scraper).notes())
                .containsExactly(
                        "GPUs at stub://" + BOX + ": GPU 3 is heard no more: it burns",
                        "GPUs at stub://" + BOX + " cannot be read: java.lang.IllegalStateException: broken",
                        "GPUs at stub://" + BOX + ": GPU 3 is heard no more: it burns");
        assertThat(threads).hasSize(2).containsOnly("streamgauge-gpus");
        closed.await();
    }
}
