package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.Status;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTableTest {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w/.,])\\d[\\d,]*\\.\\d\\d(?![\\d.])");

    @ParameterizedTest
    @ValueSource(ints = {200, 120, 80, 60, 40, 20})
    void fitsTheTerminal(int columns) {
        var text = ConsoleTable.render("LLM Metrics", Runs.streaming(Runs.troubled()), Look.terminal(columns));
        Golden.check("table-" + columns + ".txt", text);
    }

    @Test
    void isPlainWhenPiped() {
        var text = ConsoleTable.render("LLM Metrics", Runs.streaming(Runs.troubled()), Look.plain());
        Golden.check("table-piped.txt", text);
        assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    }

    @Test
    void wholeAnswersHaveTheRowsOfARunWithoutStreaming() {
        var summary = Summarizer.summarize(
                List.of(Recordings.ok(0, 0, 50, 266_132_000), Recordings.ok(1, 0, 50, 268_362_000)),
                SummaryOptions.ofWholeAnswers());
        Golden.check("table-whole.txt", ConsoleTable.render("LLM Metrics", summary, Look.plain()));
    }

    @Test
    void noNumberIsCutAtAnyWidth() {
        for (var summary : List.of(Runs.wide(), Runs.streaming(Runs.clean()))) {
            var expected = numbers(ConsoleTable.render("LLM Metrics", summary, Look.plain()));
            for (int columns = 1; columns < 220; columns++) {
                for (boolean unicode : new boolean[] {true, false}) {
                    var text = ConsoleTable.render("LLM Metrics", summary, new Look(columns, unicode, false));
                    assertThat(numbers(text)).as("at " + columns).isEqualTo(expected);
                    assertThat(text).doesNotContain("…");
                }
            }
        }
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(match -> match.group())
                .sorted()
                .toList();
    }

    @Test
    void tableLinesFitWhereverTheyCan() {
        var summary = Runs.streaming(Runs.clean());
        for (int columns = 36; columns < 220; columns++) {
            var text = ConsoleTable.render("LLM Metrics", summary, Look.terminal(columns));
            var remark = Remarks.of(summary).getFirst();
            int at = columns;
            assertThat(text.lines().filter(line -> !line.equals(remark)).collect(Collectors.toList()))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(at));
        }
    }

    @Test
    void aStatusIsSaidOnce() {
        var records = List.of(
                Recordings.failed(0, 0, Status.HTTP_ERROR, 503, "HTTP 503: overloaded"),
                Recordings.failed(1, 0, Status.IN_BAND_ERROR, 200, "overloaded"),
                Recordings.failed(2, 0, Status.CANCELLED, 200, "cancelled"));
        assertThat(ConsoleTable.failureLines(Runs.streaming(records)))
                .first()
                .asString()
                .startsWith("3 of 3 requests failed or were cancelled; ");
        assertThat(ConsoleTable.failureLines(Runs.streaming(records)))
                .contains("  1 × HTTP 503: overloaded", "  1 × in_band_error 200: overloaded", "  1 × cancelled");
    }

    @Test
    void saysWhenNothingWasMeasured() {
        Summary summary = Summarizer.summarize(List.of(), SummaryOptions.ofStreaming());
        assertThat(ConsoleTable.render("LLM Metrics", summary, Look.plain()))
                .contains("Request Count (count)")
                .contains("No measured request ended.");
    }
}
