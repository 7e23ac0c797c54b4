package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces as they were recorded, and as they are made longer, shorter or faster. */
class TraceFilesTest {
    @TempDir
    private Path directory;

    private static String resource(String name) {
        return Path.of("src/test/resources/io/streamgauge/dataset", name).toString();
    }

    private CommandRun profile(String flags) {
        return CommandRun.profileMock(directory.resolve("run"), flags.split(" "));
    }

    private List<RequestRecord> run(String flags) throws IOException {
        CommandRun run = profile(flags);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return CommandRun.records(directory.resolve("run")).stream()
                .sorted(Comparator.comparingInt(RequestRecord::request))
                .toList();
    }

    private Path trace() throws IOException {
        return Files.write(
                directory.resolve("trace.jsonl"),
                List.of(
                        "{\"timestamp\":0,\"input_length\":30,\"output_length\":4,\"hash_ids\":[1,2]}",
                        "{\"timestamp\":20,\"input_length\":26,\"output_length\":8,\"hash_ids\":[1,3]}",
                        "{\"timestamp\":60,\"input_length\":90,\"output_length\":2,\"hash_ids\":[4,5,6,7,8,9]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "bailian.jsonl, bailian, 386",
        "bailian.jsonl, bailian_trace, 386",
        "baseten.jsonl, baseten_trace, 1250",
        "sagemaker.jsonl, sagemaker_data_capture, 2500"
    })
    void recordingsAreSentWhenTheySay(String name, String format, long secondAtMillis) throws IOException {
        for (String flags : List.of("", " --input-format " + format)) {
            var records = run("--input-file " + resource(name)
                    + " --fixed-schedule --fixed-schedule-speed 100 --endpoint-type chat" + flags);
            long gapNanos = records.get(1).dueNanos() - records.get(0).dueNanos();
            assertThat(gapNanos).isEqualTo(secondAtMillis * 10_000);
        }
    }

    @Test
    void multipliersChangeWhatIsSentAndAsked() throws IOException {
        var records = run(
                "--input-file " + trace()
                        + " --isl-block-size 16 --synthesis-prefix-len-multiplier 2 --synthesis-prompt-len-multiplier 0.5"
                        + " --synthesis-output-len-multiplier 1.5 --synthesis-max-osl 10 --synthesis-max-isl 60 --request-count 2");

        assertThat(records).extracting(RequestRecord::isl).containsExactly(39, 37);
        assertThat(records).extracting(RequestRecord::osl).containsExactly(6, 10);
    }

    @Test
    void sayHowManyWereLeftOut() throws IOException {
        CommandRun run =
                profile("--input-file " + trace() + " --isl-block-size 16 --synthesis-max-isl 60 --request-count 4");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).contains("1 rows of", "longer than --synthesis-max-isl and left out");
        assertThat(CommandRun.records(directory.resolve("run")))
                .extracting(RequestRecord::isl)
                .containsOnly(30, 26);
    }

    @Test
    void aScheduleKeepsToTheRequestsThatAreThere() throws IOException {
        var records = run(
                "--input-file " + trace()
                        + " --isl-block-size 16 --fixed-schedule --synthesis-speedup-ratio 2 --synthesis-prefix-root-multiplier 3");

        assertThat(records).extracting(RequestRecord::isl).containsExactly(30, 26, 90);
        assertThat(records.get(2).dueNanos() - records.get(0).dueNanos()).isEqualTo(30_000_000);
    }

    @Test
    void aDagIsASetOfSessions() throws IOException {
        var records = run("--input-file " + resource("dag.jsonl") + " --custom-dataset-type dag_jsonl --concurrency 1");

        assertThat(records).hasSize(3);
        assertThat(records).allSatisfy(record -> assertThat(record.session()).isNotNull());
        String asked = Files.readString(directory.resolve("run/inputs.json"));
        assertThat(asked).contains("\"model\": \"small\"").contains("\"max_tokens\": 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--synthesis-max-isl 5 | mean nothing without --input-file",
                "--input-file {} --synthesis-prompt-len-multiplier 0 | give a number above 0",
                "--input-file {} --synthesis-prefix-root-multiplier 0 | give at least 1",
                "--input-file {} --synthesis-max-isl 50 --schedule-file {} | --synthesis-max-isl and --schedule-file",
            })
    void refusesInOneLine(String flags, String because) throws IOException {
        CommandRun run = profile(flags.strip().replace("{}", trace().toString()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains(because.strip()).doesNotContain("\n");
    }
}
