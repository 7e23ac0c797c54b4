package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Stage;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Stages;
import io.streamgauge.metrics.Subject;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    Path directory;

    private String page(List<RequestRecord> records, SummaryOptions options) throws IOException {
        return page(records, options, List.of());
    }

    private String page(List<RequestRecord> records, SummaryOptions options, List<StageFigures> stages)
            throws IOException {
        var context = new HtmlReport.Context(
                "LLM Metrics",
                List.of(),
                List.of(),
                1_700_000_000_000_000_000L,
                Runs.inputConfig(),
                Map.of("health", Map.of("verdict", "trusted")),
                List.of(),
                List.of(),
                null);
        var file = directory.resolve("report.html");
        HtmlReport.write(file, records, Summarizer.summarize(records, options), stages, context);
        return Files.readString(file);
    }

    private static JsonNode data(String page) {
        var match = DATA.matcher(page);
        assertThat(match.find()).isTrue();
        return JsonMapper.shared().readTree(match.group(1));
    }

    @Test
    void fetchesNothing() throws IOException {
        var page = page(Recordings.run(60, 20, 3), SummaryOptions.ofStreaming());
        assertThat(page)
                .contains("default-src 'none'")
                .contains("var uPlot=")
                .doesNotContain("/*CHART-LIBRARY*/")
                .doesNotContain("/*SCRIPT*/")
                .doesNotContain(" src=")
                .doesNotContain(" href=")
                .doesNotContain("@import")
                .doesNotContain("url(");
    }

    @Test
    void serversWordsCannotLeaveTheirPlace() throws IOException {
        var attack = "</script><script>alert(1)</script><!-- \u2028 \"'";
        var records = new ArrayList<>(Runs.clean());
        records.add(Recordings.failed(9, 1_000_000_000L, Status.HTTP_ERROR, 500, attack));
        var page = page(records, SummaryOptions.ofStreaming());
        assertThat(page).doesNotContain("<script>alert");
        assertThat(data(page).at("/failures/1").asString()).contains("</script><script>alert(1)</script><!--");
    }

    @Test
    void holdsTheStages() throws IOException {
        var options = SummaryOptions.ofStreaming();
        var records = Recordings.run(60, 20, 3);
        var stages = new Stages(
                        RequestRecord.ABSENT,
                        List.of(new Stage(0, 2_500_000, 1000), new Stage(2_500_000, Stage.OPEN, 2000.5)))
                .figures(records, options);
        var data = data(page(records, options, stages));
        assertThat(data.at("/stages/columns").size())
                .isEqualTo(1 + data.at("/stages/rows/0/values").size());
        assertThat(data.at("/stages/rows").size()).isEqualTo(2);
        assertThat(data.at("/stages/rows/0/label").asString()).isEqualTo("0 to 0.003");
        assertThat(data.at("/stages/rows/1/values/0").asDouble()).isEqualTo(2000.5);
        assertThat(data(page(records, options)).at("/stages/rows").size()).isZero();
    }

    @Test
    void holdsTheNumbersOfTheTable() throws IOException {
        var data = data(page(Runs.troubled(), SummaryOptions.ofStreaming()));
        assertThat(data.at("/rows/0/label").asString()).isEqualTo("Time To First Token (ms)");
        assertThat(data.at("/rows/0/values/0").asDouble()).isEqualTo(21.5);
        assertThat(data.at("/counts/failed").asInt()).isEqualTo(3);
        assertThat(data.at("/distributions").size()).isEqualTo(4);
        assertThat(data.at("/distributions/2/count").asInt()).isEqualTo(8);
        assertThat(data.at("/requests/list").size()).isEqualTo(4);
        // The last request of four: number, tokens in and out, first token, latency, sent, events, curve.
        assertThat(data.at("/requests/list/3").toString()).isEqualTo("[3,100,3,23.0,34.0,1.0,3,[230,0,50,50,60,60]]");
        assertThat(data.path("measureFrom").asDouble()).isEqualTo(1);
    }

    @Test
    void everyGapIsInTheHistogramAndInTheHeatMap() throws IOException {
        var records = Recordings.run(100, 150, 6);
        var data = data(page(records, SummaryOptions.ofStreaming()));
        long gaps = Summarizer.kept(records, Subject.LLM).stream()
                .mapToLong(record -> record.tokenTimes().count() - 1L)
                .sum();
        var chunks = data.at("/distributions/2");
        assertThat(sum(chunks.path("counts")) + chunks.path("beyond").asLong()).isEqualTo(gaps);
        long heat = 0;
        for (var column : data.at("/heat/cells")) {
            heat += sum(column);
        }
        assertThat(heat).isEqualTo(gaps);
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (var count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    @Test
    void sizeDoesNotFollowTheTokens() throws IOException {
        var page = page(Recordings.run(1280, 1300, 6), SummaryOptions.ofStreaming());
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
    }

    @Test
    void aRunWithoutAnswersIsStillAPage() throws IOException {
        assertThat(data(page(List.of(), SummaryOptions.ofStreaming()))
                        .at("/requests/list")
                        .size())
                .isZero();
        var failed = List.of(Recordings.failed(0, 5, Status.TIMEOUT, 0, "late"));
        assertThat(data(page(failed, SummaryOptions.ofStreaming()))
                        .at("/counts/failed")
                        .asInt())
                .isEqualTo(1);
        var whole = List.of(Recordings.ok(0, 0, 50, 266_132_000));
        assertThat(data(page(whole, SummaryOptions.ofWholeAnswers()))
                        .at("/heat/cells")
                        .size())
                .isZero();
    }
}
