package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Stage;
import io.streamgauge.metrics.Stages;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.SummaryBound;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.RecordFile;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import io.streamgauge.search.Knee;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The report page in a real browser. */
@EnabledIf(value = "hasBrowser", disabledReason = "no Chromium or Chrome on PATH; name one in CHROMIUM")
class PageInBrowserTest {
    /** What a hostile server or a careless user may bring: tags, quotes, right-to-left overrides, control characters. */
    private static final String HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
            + "\"'`${alert(3)}\u202egnp.exe\u2028\u0000&lt;";

    @TempDir
    Path directory;

    static boolean hasBrowser() {
        return Chromium.installed().isPresent();
    }

    private Path write(List<RequestRecord> records) throws IOException {
        var page = directory.resolve("report.html");
        var options = SummaryOptions.ofStreaming();
        var running = new ArrayList<Course.Point>();
        for (int i = 0; i < 20; i++) {
            running.add(new Course.Point(1_000_000_000_000L + i * 100_000_000L, i));
        }
        HtmlReport.write(
                page,
                records,
                Summarizer.summarize(records, options),
                new Stages(RequestRecord.ABSENT, List.of(new Stage(0, Stage.OPEN, 12.5))).figures(records, options),
                new HtmlReport.Context(
                        "LLM Metrics",
                        List.of(HOSTILE),
                        List.of(HOSTILE),
                        1_700_000_000_000_000_000L,
                        Map.of("model", List.of(HOSTILE), HOSTILE, HOSTILE),
                        sections(),
                        List.of(new Course("Requests running " + HOSTILE, "requests", HOSTILE, running)),
                        List.of("client-cpu.html", "../client.html", HOSTILE + ".html"),
                        null));
        return page;
    }

    private static Map<String, Object> sections() {
        return Map.of(
                "client_health",
                Map.of("verdict", HOSTILE, "overhead", "visible", "why_user_stamps", "", "untrue_times", List.of()),
                "server_metrics",
                Map.of(
                        "servers",
                        List.of(HOSTILE),
                        "time_to_first_token",
                        Map.of("unit", "ms", "avg", 10, "p99", 12.5, "count", 1200)),
                "telemetry_stats",
                Map.of("gpu_power_usage", Map.of("unit", "W", "0", Map.of("avg", 350.5), "1", Map.of("avg", 340))));
    }

    private static String text(Chromium browser, String of) {
        return browser.evaluate("document." + of).asString();
    }

    /** Background and foreground as they would be drawn now. */
    private static String colours(Chromium browser) {
        return browser.evaluate("['--back', '--soft'].map(name => getComputedStyle(document.documentElement)"
                        + ".getPropertyValue(name).trim()).join(' ')")
                .asString();
    }

    @Test
    void sectionsAreTablesThatPeopleRead() throws IOException {
        var records = Recordings.run(60, 20, 3);
        var ttft = Objects.requireNonNull(
                Summarizer.summarize(records, SummaryOptions.ofStreaming()).distribution(Metric.TIME_TO_FIRST_TOKEN));
        try (var browser = Chromium.start()) {
            browser.open(write(records));
            String more = text(browser, "getElementById('more').innerText");
            assertThat(more)
                    .doesNotContain("\"unit\"", "untrue_times", "why_user_stamps")
                    .containsPattern("Gpu power usage \\(W\\), 0\\s+350.50");
            assertThat(more.lines().filter(line -> line.startsWith("Time to first token (ms)")))
                    .singleElement()
                    .asString()
                    .contains("12.50", "1,200", String.format(Locale.ROOT, "%.2f", ttft.avg() - 10));
            assertThat(text(browser, "getElementById('headline').innerText")).contains("visible\nclient overhead");
        }
    }

    @Test
    void stagesAreATable() throws IOException {
        try (var browser = Chromium.start()) {
            browser.open(write(Recordings.run(60, 20, 3)));
            assertThat(text(browser, "getElementById('stages').innerText"))
                    .contains("Stages", "Asked (req/s)")
                    .containsPattern("0 to [0-9.]+\\s+12.50\\s+[0-9.]+\\s+0\\s");
        }
    }

    @Test
    void nothingOnThePageIsUndefined() throws IOException {
        try (var browser = Chromium.start()) {
            browser.open(write(Recordings.run(60, 20, 3)));
            assertThat(text(browser, "body.innerText")).doesNotContain("NaN", "undefined", "[object");
            assertThat(text(browser, "getElementById('shading').textContent"))
                    .contains("Dark: warm-up. Light: fewer than 95 %");
        }
    }

    @Test
    void paperIsWhiteAndNarrowWhateverTheScreenIs() throws IOException {
        try (var browser = Chromium.start()) {
            browser.size(1600, 900);
            browser.scheme("dark");
            browser.open(write(Recordings.run(60, 20, 3)));
            String screen = colours(browser);
            browser.evaluate("dispatchEvent(new Event('beforeprint'))");
            assertThat(colours(browser)).startsWith("#fff ").isNotEqualTo(screen);
            assertThat(browser.evaluate(
                                    "Math.max(...[...document.querySelectorAll('canvas')].map(c => c.getBoundingClientRect().right - document.querySelector('main').getBoundingClientRect().left))")
                            .asDouble())
                    .isLessThan(720);
            browser.evaluate("dispatchEvent(new Event('afterprint'))");
            assertThat(colours(browser)).isEqualTo(screen);
        }
    }

    @Test
    void drawsItsChartsAndAsksForNothing() throws IOException {
        var page = write(Recordings.run(120, 60, 3));
        try (var browser = Chromium.start()) {
            browser.size(1280, 900);
            browser.open(page);
            int charts = browser.evaluate("document.querySelectorAll('.chart canvas').length")
                    .asInt();
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).containsExactly(page.toUri().toString());
            // Six over the run, one of the server, two for each of four distributions, four of requests.
            assertThat(charts).isEqualTo(6 + 1 + 8 + 4);
            assertThat(browser.evaluate("""
                            [...document.querySelectorAll('canvas')].filter(canvas => {
                              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                              return !pixels.some(value => value !== 0);
                            }).length""").asInt()).as("canvases without ink").isZero();
        }
    }

    @Test
    void hostileWordsAreShownAndDoNothing() throws IOException {
        var records = new ArrayList<>(Recordings.run(40, 20, 3));
        records.add(Recordings.failed(41, 1_000_000_000_000L, Status.HTTP_ERROR, 500, HOSTILE));
        try (var browser = Chromium.start()) {
            browser.open(write(records));
            assertThat(browser.hasDialog()).isFalse();
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).hasSize(1);
            assertThat(browser.evaluate("document.querySelectorAll('img, script:not([type])').length")
                            .asInt())
                    .as("scripts of the page itself")
                    .isEqualTo(2);
            assertThat(browser.evaluate("document.body.innerText").asString())
                    .contains("<script>alert(1)</script>")
                    .doesNotContain("\u202e");
            assertThat(browser.evaluate(
                                    "[...document.querySelectorAll('a')].map(a => a.getAttribute('href')).join(' ')")
                            .asString())
                    .isEqualTo("client-cpu.html ../client.html");
        }
    }

    @Test
    void aRunOfTheReferenceSizeIsDrawn() throws IOException {
        var page = write(Recordings.run(1280, 1300, 6));
        try (var browser = Chromium.start()) {
            browser.size(1280, 900);
            browser.open(page);
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.evaluate("document.documentElement.dataset.millis")
                            .asDouble())
                    .as("milliseconds of script from parsing to drawn charts")
                    .isPositive();
        }
    }

    @Test
    void aRunOfFailuresAloneIsAPageToo() throws IOException {
        try (var browser = Chromium.start()) {
            browser.open(write(List.of(Recordings.failed(0, 1_000_000_000L, Status.TIMEOUT, 0, "late"))));
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.evaluate("document.body.innerText").asString()).contains("timeout: late");
        }
    }

    @Test
    void comparedRunsLieOverEachOther() throws IOException {
        var runs = new ArrayList<RecordedRun>();
        for (int i = 0; i < 3; i++) {
            var manifest = new RunManifest(
                    "LLM Metrics",
                    "run",
                    true,
                    List.of(),
                    0,
                    "",
                    null,
                    null,
                    List.of(),
                    new Asked(Map.of("model", HOSTILE), Map.of(), List.of()));
            var file = new RecordFile(Recordings.run(80 + i, 30, i), 0, 0);
            runs.add(new RecordedRun(Path.of("run-" + i), manifest, file));
        }
        var page = directory.resolve("comparison.html");
        ComparisonPage.write(
                page, runs, List.of(Comparison.of(runs.get(0), runs.get(1)), Comparison.of(runs.get(0), runs.get(2))));
        try (var browser = Chromium.start()) {
            browser.open(page);
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).hasSize(1);
            assertThat(browser.evaluate("document.querySelectorAll('.chart canvas').length")
                            .asInt())
                    .isEqualTo(4 + 4);
            assertThat(browser.evaluate("document.querySelectorAll('#runs td').length")
                            .asInt())
                    .isEqualTo(3 * 5);
        }
    }

    @Test
    void aSweepIsDrawnByLoad() throws IOException {
        var points = new ArrayList<SweepPoint>();
        for (int level : new int[] {1, 2, 4}) {
            var summary = Summarizer.summarize(Recordings.run(40 * level, 30, level), SummaryOptions.ofStreaming());
            points.add(new SweepPoint(
                    HOSTILE + level,
                    at(level),
                    Map.of(),
                    List.of(summary),
                    null,
                    null,
                    level < 4,
                    level < 4 ? List.of("premium", "basic") : List.of(),
                    null));
        }
        var bound = SummaryBound.parse("time_to_first_token.p99<30");
        SweepFiles.write(
                directory,
                List.of("concurrency"),
                false,
                List.of(HOSTILE, bound.toString()),
                points,
                new SweepFiles.Found(
                        List.of(found("premium", bound, points.get(1)), found("basic", bound, points.get(0))),
                        new Knee(2.5, 4)));
        try (var browser = Chromium.start()) {
            browser.open(directory.resolve(SweepFiles.PAGE_NAME));
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).hasSize(1);
            assertThat(browser.evaluate("document.querySelectorAll('.chart canvas').length")
                            .asInt())
                    .isPositive();
            assertThat(browser.evaluate("document.querySelectorAll('#points tr').length")
                            .asInt())
                    .isEqualTo(1 + points.size());
            assertThat(text(browser, "getElementById('best').textContent"))
                    .contains("keeps the bounds", "at concurrency 2.");
            assertThat(text(browser, "getElementById('subtitle').textContent")).contains("premium: 2", "basic: 1");
            assertThat(text(browser, "querySelector('#points tr:nth-child(3)').textContent"))
                    .endsWith("premium, basic");
            assertThat(browser.evaluate("""
                            [...document.querySelectorAll('#levels .chart')].map(card => {
                              const canvas = card.querySelector('canvas');
                              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                              let red = 0;
                              for (let i = 0; i < pixels.length; i += 4) if (pixels[i] === 198 && pixels[i + 1] === 47 && pixels[i + 2] === 59) red++;
                              return red > 20 ? card.querySelector('h3').textContent : '';
                            }).join('')""").asString())
                    .as("charts with the line of the bound")
                    .isEqualTo("Time to first token (ms)");
        }
    }

    private static SearchFound found(String tier, SummaryBound bound, SweepPoint best) {
        return new SearchFound(
                "monotonic", tier, List.of(bound.toString()), null, List.of("concurrency"), List.of(), best, 2.5, null);
    }

    @Test
    void aSweepOverTwoThingsHasALineForEachValueOfTheSecond() throws IOException {
        var points = new ArrayList<SweepPoint>();
        for (int level : new int[] {1, 2, 4}) {
            for (int length : new int[] {10, 20, 30}) {
                var summary = Summarizer.summarize(Recordings.run(40 * level, 30, level), SummaryOptions.ofStreaming());
                var values = at(level);
                values.put("input_sequence_length", BigDecimal.valueOf(length));
                points.add(new SweepPoint(
                        "p" + level + "-" + length, values, Map.of(), List.of(summary), null, null, true, null, null));
            }
        }
        SweepFiles.write(
                directory,
                List.of("concurrency", "input_sequence_length"),
                false,
                List.of(),
                points,
                SweepFiles.Found.NOTHING);
        try (var browser = Chromium.start()) {
            browser.open(directory.resolve(SweepFiles.PAGE_NAME));
            assertThat(browser.complaints()).isEmpty();
            assertThat(text(browser, "getElementById('subtitle').textContent"))
                    .isEqualTo("concurrency and input sequence length");
            assertThat(text(browser, "getElementById('best').textContent"))
                    .contains("at concurrency 4, input sequence length ");
            assertThat(text(browser, "querySelector('#levels .u-legend').textContent"))
                    .contains("input sequence length 10", "input sequence length 20", "input sequence length 30");
        }
    }

    private static SequencedMap<String, BigDecimal> at(int concurrency) {
        return new LinkedHashMap<>(Map.of("concurrency", BigDecimal.valueOf(concurrency)));
    }
}
