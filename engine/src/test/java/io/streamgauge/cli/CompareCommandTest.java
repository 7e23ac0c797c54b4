package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.metrics.Recordings;
import io.streamgauge.record.RecordWriter;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.Asked;
import io.streamgauge.report.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare} on directories whose first tokens are known. */
class CompareCommandTest {
    @TempDir
    private Path directory;

    /** 100 requests whose first token comes after {@code millis} plus up to 10 ms. */
    private String run(String name, long millis) throws IOException {
        Path run = Files.createDirectory(directory.resolve(name));
        new RunManifest(
                        "LLM Metrics",
                        "profile_export",
                        true,
                        List.of(),
                        0,
                        "",
                        null,
                        null,
                        List.of(),
                        new Asked(Map.of(), Map.of(), List.of()))
                .write(run);
        try (RecordWriter writer = RecordWriter.create(run.resolve("records.jsonl"))) {
            for (RequestRecord record : records(millis)) {
                writer.write(record);
            }
        }
        return run.toString();
    }

    private static List<RequestRecord> records(long millis) {
        List<RequestRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long sent = 1_000_000_000L + i * 1_000_000L;
            long first = sent + (millis + i % 10) * 1_000_000L;
            records.add(Recordings.ok(i, sent, 3, first, first + 5_000_000, first + 10_000_000));
        }
        return records;
    }

    @Test
    void saysWhatChangedBeyondTheSpread() throws IOException {
        CommandRun compared = CommandRun.of("compare", run("a", 100), run("b", 150));
        assertThat(compared.exitCode()).as(compared.err()).isZero();
        assertThat(compared.out())
                .containsPattern("Time To First Token \\(ms\\) avg \\| +104\\.50 \\| +154\\.50 \\| \\+47\\.8 %.*yes")
                .containsPattern("Inter Token Latency \\(ms\\) p50 .* \\+0\\.0 %.*no");
    }

    @Test
    void aGateDecidesTheExitCode() throws IOException {
        String a = run("a", 100);
        String b = run("b", 150);
        CommandRun failed = CommandRun.of("compare", a, b, "--fail-if", "time_to_first_token.p99>+10%");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).contains("FAIL: time_to_first_token.p99 changed by +");
        CommandRun passed = CommandRun.of("compare", a, b, "--fail-if", "time_to_first_token.p99>+60%");
        assertThat(passed.exitCode()).isZero();
        assertThat(passed.out()).contains("pass: ");
    }

    @Test
    void everyFurtherRunIsSetAgainstTheFirst() throws IOException {
        CommandRun compared = CommandRun.of(
                "compare", run("a", 100), run("b", 100), run("c", 150), "--fail-if", "request_latency.avg>+5%");
        assertThat(compared.exitCode()).isEqualTo(1);
        assertThat(compared.out().lines().filter(line -> line.startsWith("pass: ") || line.startsWith("FAIL: ")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("pass: ");
    }

    @Test
    void whatCannotBeComparedIsOneLine() throws IOException {
        String a = run("a", 100);
        for (List<String> wrong : List.of(
                List.of("compare", a),
                List.of("compare", a, directory.resolve("none").toString()),
                List.of("compare", a, a, "--fail-if", "ttft>10"))) {
            CommandRun refused = CommandRun.of(wrong.toArray(String[]::new));
            assertThat(refused.exitCode()).as(wrong.toString()).isEqualTo(2);
            assertThat(refused.err().strip()).isNotEmpty().doesNotContain("\n");
        }
    }
}
