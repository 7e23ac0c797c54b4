package io.streamgauge.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.WallAnchor;
import io.streamgauge.http.TlsSettings;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class MetricsScraperTest {
    private static final String PATH = "/metrics";

    private final Exporter exporter = new Exporter();
    private final CountDownLatch over = new CountDownLatch(1);

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        over.countDown();
        exporter.close();
    }

    private MetricsScraper scraper(long intervalMillis, PageAddress... pages) throws InterruptedException {
        var settings = new PageSettings(
                TimeUnit.MILLISECONDS.toNanos(intervalMillis),
                TimeUnit.SECONDS.toNanos(1),
                TimeUnit.SECONDS.toNanos(20),
                TlsSettings.DEFAULT,
                Proxy.NO_PROXY,
                Clock.monotonic());
        var scraper = new MetricsScraper(
                Arrays.asList(pages), List.of(), settings, GpuMetrics.KNOWN, log(), WallAnchor.now());
        scraper.start();
        return scraper;
    }

    private MetricsScraper claimed(long intervalMillis, PageAddress... pages) throws InterruptedException {
        var scraper = scraper(intervalMillis, pages);
        scraper.claimed();
        return scraper;
    }

    private Path log() {
        return directory.resolve("server_metrics.jsonl");
    }

    private PageAddress asked(String path) {
        return new PageAddress(exporter.url(path), true, Map.of());
    }

    private PageAddress targets(String path) {
        return new PageAddress(exporter.url(path), false, Map.of("Authorization", "Bearer secret"));
    }

    private static Telemetry run(MetricsScraper scraper) throws InterruptedException {
        scraper.begin();
        scraper.end();
        return scraper.finish();
    }

    private static String counter(int value) {
        return "# TYPE vllm:generation_tokens_total counter\nvllm:generation_tokens_total " + value
                + "\nvllm:num_requests_running " + value + "\n";
    }

    @Test
    void tellsWhatHappenedBetweenBeginAndEnd() throws InterruptedException, IOException {
        exporter.page(PATH, counter(100));
        var scraper = claimed(10_000, asked(PATH));
        exporter.page(PATH, counter(150));
        scraper.begin();
        exporter.page(PATH, counter(170));
        scraper.end();
        var telemetry = scraper.finish();
        assertThat(telemetry.notes()).isEmpty();
        assertThat(requireNonNull(telemetry.server()).readings())
                .containsEntry(ServerMetric.OUTPUT_TOKENS, new Reading.Whole(20))
                .containsEntry(ServerMetric.REQUESTS_RUNNING, new Reading.Level(160, 150, 170));
        assertThat(requireNonNull(telemetry.server()).scrapes()).isEqualTo(2);
        assertThat(telemetry.lines()).hasSize(1);
        List<JsonNode> lines = Files.readAllLines(log()).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(lines).hasSize(3).allSatisfy(line -> {
            assertThat(line.at("/url").asString()).isEqualTo(exporter.url(PATH).toString());
            assertThat(line.at("/t_ns").asLong()).isNotZero();
        });
        assertThat(lines.getLast().at("/values").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("vllm:generation_tokens_total", "vllm:num_requests_running");
        assertThat(lines.getFirst().at("/types").toString())
                .isEqualTo("{\"vllm:generation_tokens_total\":\"counter\"}");
        assertThat(lines.getLast().has("types")).isFalse();
    }

    @Test
    void aRunThatNeverHadADirectoryWritesNone() throws InterruptedException {
        exporter.page(PATH, counter(1));
        var scraper = scraper(10_000, asked(PATH));
        scraper.end();
        assertThat(scraper.finish().troubles()).isEmpty();
        assertThat(log()).doesNotExist();
    }

    @Test
    void theLogHoldsWhatChanged() throws InterruptedException, IOException {
        exporter.page(PATH, "vllm:a 1\nvllm:b 1\nvllm:h_bucket{le=\"1\"} NaN\nvllm:a_created 7\n");
        var scraper = claimed(10_000, asked(PATH));
        scraper.begin();
        exporter.page(PATH, "vllm:b 2\nvllm:h_bucket{le=\"1\"} 2\nvllm:a_created 8\n");
        scraper.end();
        scraper.finish();
        assertThat(Files.readAllLines(log()).stream()
                        .map(line ->
                                JsonMapper.shared().readTree(line).at("/values").toString()))
                .containsExactly(
                        "{\"vllm:a\":1.0,\"vllm:b\":1.0,\"vllm:h_bucket{le=\\\"1\\\"}\":\"NaN\"}",
                        "{}",
                        "{\"vllm:b\":2.0,\"vllm:h_bucket{le=\\\"1\\\"}\":2.0,\"vllm:a\":null}");
    }

    @Test
    void theLogReadAgainGivesTheSameNumbers() throws InterruptedException, IOException {
        exporter.page(PATH, new String(Pages.bytes("vllm"), StandardCharsets.UTF_8));
        exporter.page("/gpus", new String(Pages.bytes("dcgm"), StandardCharsets.UTF_8));
        var scraper = claimed(10, asked(PATH), asked("/gpus"));
        exporter.awaitAnswers(1);
        scraper.begin();
        exporter.page(PATH, new String(Pages.bytes("vllm-interval10"), StandardCharsets.UTF_8));
        exporter.awaitAnswers(4);
        exporter.page(PATH, new String(Pages.bytes("vllm"), StandardCharsets.UTF_8));
        exporter.awaitAnswers(4);
        scraper.end();
        var telemetry = scraper.finish();
        assertThat(requireNonNull(telemetry.server()).distribution(ServerMetric.TIME_TO_FIRST_TOKEN))
                .isNotNull();
        assertThat(RecordedTelemetry.read(log(), GpuMetrics.KNOWN)).isEqualTo(telemetry);
    }

    @Test
    void aTornLogIsReadAsFarAsItGoes() throws InterruptedException, IOException {
        exporter.page(PATH, counter(7));
        run(claimed(10_000, asked(PATH)));
        Files.writeString(log(), Files.readString(log()) + "{\"t_ns\":1,\"url", StandardCharsets.UTF_8);
        var telemetry = RecordedTelemetry.read(log(), GpuMetrics.KNOWN);
        assertThat(telemetry.server()).isNotNull();
        assertThat(telemetry.notes()).containsExactly("unreadable lines of server_metrics.jsonl, left out: 1");
        assertThat(RecordedTelemetry.read(directory.resolve("none"), GpuMetrics.KNOWN))
                .isEqualTo(Telemetry.NONE);
    }

    @Test
    void readsAgainAndAgain() throws InterruptedException {
        exporter.page(PATH, counter(1));
        var scraper = claimed(10, asked(PATH));
        scraper.begin();
        exporter.awaitAnswers(6);
        scraper.end();
        assertThat(scraper.finish().server())
                .isNotNull()
                .satisfies(server -> assertThat(server.scrapes()).isGreaterThan(5));
    }

    @Test
    void aTargetWithoutAPageIsNotSpokenOf() throws InterruptedException {
        assertThat(run(claimed(10_000, targets(PATH)))).isEqualTo(Telemetry.NONE);
        assertThat(log()).doesNotExist();
    }

    @Test
    void aTargetWhosePageIsSomethingElseIsNotSpokenOf() throws InterruptedException {
        exporter.page(PATH, "text/html", "<html>");
        assertThat(run(claimed(10_000, targets(PATH)))).isEqualTo(Telemetry.NONE);
        exporter.page(PATH, "python_info 1\n");
        assertThat(run(claimed(10_000, targets(PATH)))).isEqualTo(Telemetry.NONE);
    }

    @Test
    void aTargetsPageIsAskedForAsItsRequestsAre() throws InterruptedException {
        exporter.page(PATH, counter(1));
        assertThat(run(claimed(10_000, targets(PATH))).server()).isNotNull();
        assertThat(exporter.header("Authorization")).isEqualTo("Bearer secret");
    }

    @Test
    void tensorRtLlmsTextIsFoundBesideItsJson() throws InterruptedException {
        exporter.page("/base" + PATH, "application/json", "[{\"iter\": 1}]");
        exporter.page("/base/prometheus/metrics", "trtllm_num_requests_running 5\n");
        var server =
                requireNonNull(run(claimed(10_000, targets("/base" + PATH))).server());
        assertThat(server.servers()).containsExactly("TensorRT-LLM");
        assertThat(server.pages())
                .containsExactly(exporter.url("/base/prometheus/metrics").toString());
    }

    @Test
    void anAskedPageThatIsNotThereIsSaidOnceAndLookedForAgain() throws InterruptedException {
        var scraper = claimed(10, asked(PATH));
        scraper.begin();
        exporter.awaitAnswers(2);
        exporter.page(PATH, counter(3));
        exporter.awaitAnswers(2);
        scraper.end();
        var telemetry = scraper.finish();
        assertThat(telemetry.notes())
                .containsExactly("metrics page " + exporter.url(PATH) + " cannot be read: HTTP status 404");
        assertThat(telemetry.server()).isNotNull();
    }

    @Test
    void aPageThatGoesIsSaidOnceAndItsNumbersAreKept() throws InterruptedException {
        exporter.page(PATH, counter(100));
        var scraper = claimed(10, asked(PATH));
        scraper.begin();
        exporter.page(PATH, counter(104));
        exporter.awaitAnswers(2);
        exporter.remove(PATH);
        exporter.awaitAnswers(2);
        scraper.end();
        var telemetry = scraper.finish();
        assertThat(telemetry.notes())
                .containsExactly(
                        "metrics page " + exporter.url(PATH) + " failed while the run was on: HTTP status 404");
        assertThat(requireNonNull(telemetry.server()).readings())
                .containsEntry(ServerMetric.OUTPUT_TOKENS, new Reading.Whole(4));
    }

    @Test
    void aMalformedPageIsOneLine() throws InterruptedException {
        exporter.page(PATH, "vllm:a 1\nvllm:b one\n");
        var notes = run(claimed(10_000, asked(PATH))).notes();
        assertThat(notes)
                .containsExactly("metrics page " + exporter.url(PATH)
                        + " cannot be read: it is not in Prometheus' text format, line 2: a value that is no number:"
                        + " vllm:b one");
        assertThat(run(claimed(10_000, targets(PATH))).notes()).hasSize(1);
    }

    @Test
    void anEndlessPageIsOneLine() throws InterruptedException {
        byte[] comment = "# and so on\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        exporter.answer(PATH, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(comment);
            }
        });
        assertThat(run(claimed(10_000, asked(PATH))).notes())
                .containsExactly("metrics page " + exporter.url(PATH) + " cannot be read: more than 16 MiB");
    }

    @Test
    void aPageThatNeverComesHoldsNothingUp() throws InterruptedException {
        exporter.answer(PATH, exchange -> awaitEnd());
        var scraper = claimed(10_000, asked(PATH));
        scraper.begin();
        scraper.end();
        assertThat(scraper.finish().notes())
                .containsExactly("metrics page " + exporter.url(PATH) + " cannot be read: not there within 1000 ms");
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nobodyAtTheAddressIsOneLine() throws InterruptedException {
        exporter.close();
        var address = new PageAddress(exporter.url(PATH), true, Map.of());
        assertThat(run(claimed(10_000, address)).notes())
                .containsExactly("metrics page " + address + " cannot be read: Connection refused");
        var nowhere = new PageAddress(URI.create("http://no-such-host.invalid/metrics"), true, Map.of());
        assertThat(run(claimed(10_000, nowhere)).notes())
                .containsExactly(
                        "metrics page " + nowhere + " cannot be read: no address is known for 'no-such-host.invalid'");
    }

    @Test
    void aMissingPageOfGpusDoesNotHideTheServer() throws InterruptedException {
        exporter.page(PATH, counter(5));
        var telemetry = run(claimed(10_000, asked(PATH), asked("/gpus")));
        assertThat(telemetry.server()).isNotNull();
        assertThat(telemetry.gpu()).isNull();
        assertThat(telemetry.notes()).hasSize(1);
    }

    @Test
    void gpusOfSeveralPagesAreKeptApart() throws InterruptedException {
        exporter.page("/a", "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 100\n");
        exporter.page("/b", "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 200\n");
        try (var other = new Exporter()) {
            other.page("/metrics", "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 300\n");
            var telemetry = run(claimed(10_000, asked("/a"), new PageAddress(other.url("/metrics"), true, Map.of())));
            var gpu = requireNonNull(telemetry.gpu());
            assertThat(requireNonNull(gpu.statistics().get(GpuMetric.GPU_POWER_USAGE))
                            .keySet())
                    .containsExactlyInAnyOrder(
                            exporter.url("/a").getAuthority() + "/0",
                            other.url("/").getAuthority() + "/0");
        }
    }

    @Test
    void aLogThatCannotBeWrittenIsATrouble() throws InterruptedException, IOException {
        Files.createDirectory(log());
        exporter.page(PATH, counter(1));
        var telemetry = run(claimed(10_000, asked(PATH)));
        assertThat(telemetry.server()).isNotNull();
        assertThat(telemetry.troubles())
                .singleElement()
                .asString()
                .startsWith("server_metrics.jsonl could not be written");
    }
}
