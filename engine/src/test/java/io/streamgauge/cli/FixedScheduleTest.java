package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Input files that are sent when they say, as AIPerf and genai-perf 0.0.16 do it. */
class FixedScheduleTest {
    @TempDir
    private Path directory;

    private static ScriptedServer server() throws IOException {
        return ScriptedServer.always(ScriptedServer.Answer.stream(
                "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"I see\"},\"finish_reason\":\"stop\"}]}",
                "[DONE]"));
    }

    private Path file(String name, List<String> lines) throws IOException {
        return Files.write(directory.resolve(name), lines);
    }

    private Path trace() throws IOException {
        return file(
                "trace.jsonl",
                List.of(
                        "{\"timestamp\":1000,\"text_input\":\"zero\"}",
                        "{\"timestamp\":1020,\"text_input\":\"one\"}",
                        "{\"timestamp\":1060,\"text_input\":\"two\"}",
                        "{\"timestamp\":1100,\"text_input\":\"three\"}"));
    }

    private List<RequestRecord> run(ScriptedServer server, String flags) throws IOException {
        CommandRun run = CommandRun.profile(server.url(), directory.resolve("run"), flags.split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain("not followed");
        return CommandRun.records(directory.resolve("run"));
    }

    /** Milliseconds after the first one, by number. */
    private static List<Long> due(List<RequestRecord> records) {
        var due = new TreeMap<Integer, Long>();
        records.forEach(record -> due.put(record.request(), record.dueNanos()));
        return due.values().stream()
                .map(at -> (at - due.firstEntry().getValue()) / 1_000_000)
                .toList();
    }

    @Test
    void requestsThatAreTooLongLeaveNoMomentBehind() throws IOException {
        Path trace = file(
                "trace.jsonl",
                List.of(
                        "{\"timestamp\":1000,\"input_length\":20}",
                        "{\"timestamp\":1020,\"input_length\":60}",
                        "{\"timestamp\":1040,\"input_length\":30}"));
        Path csv = file(
                "trace.csv",
                List.of(
                        "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type",
                        "5,m,60,2,62,API log",
                        "5.02,m,20,2,22,API log",
                        "5.06,m,30,2,32,API log"));
        Path bailian = file(
                "bailian.jsonl",
                List.of(
                        "{\"chat_id\":1,\"parent_chat_id\":-1,\"timestamp\":61.0,\"input_length\":60,\"output_length\":2,\"turn\":1,\"hash_ids\":[1,2,3,4]}",
                        "{\"chat_id\":2,\"parent_chat_id\":-1,\"timestamp\":61.02,\"input_length\":20,\"output_length\":2,\"turn\":1,\"hash_ids\":[1,5]}",
                        "{\"chat_id\":3,\"parent_chat_id\":1,\"timestamp\":61.06,\"input_length\":30,\"output_length\":2,\"turn\":2,\"hash_ids\":[6,7]}"));
        String flags = "--fixed-schedule --synthesis-max-isl 50 --input-file ";
        for (Path file : List.of(trace, csv, bailian)) {
            try (ScriptedServer server = server()) {
                List<RequestRecord> records = run(server, flags + file);

                assertThat(due(records)).as(file.toString()).containsExactly(0L, 40L);
                assertThat(records).extracting(RequestRecord::isl).containsExactlyInAnyOrder(20, 30);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--custom-dataset-type mooncake_trace --fixed-schedule-auto-offset | 0 20 60 100 | zero one two three",
                "--fixed-schedule-start-offset 1010 --fixed-schedule-end-offset 1100 | 10 50 | one two",
                "--fixed-schedule-speed 2 | 0 10 30 50 | zero one two three",
            })
    void linesAreSentAtTheirTimesAndThoseOutsideTheOffsetsAreNot(String flags, String times, String texts)
            throws IOException {
        try (ScriptedServer server = server()) {
            List<RequestRecord> records = run(server, flags + " --fixed-schedule --input-file " + trace());

            List<Long> expected =
                    List.of(times.split(" ", -1)).stream().map(Long::valueOf).toList();
            assertThat(due(records))
                    .isEqualTo(expected.stream()
                            .map(at -> at - expected.getFirst())
                            .toList());
            assertThat(server.bodies().stream()
                            .map(body -> JsonMapper.shared()
                                    .readTree(body)
                                    .at("/messages/0/content")
                                    .stringValue()))
                    .containsExactlyInAnyOrder(texts.split(" ", -1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type',5.00;5.02;5.06,',m,9,2,11,API'",
        "'TIMESTAMP,ContextTokens,GeneratedTokens',2023-11-16 18:15:46.000;2023-11-16 18:15:46.020;2023-11-16 18:15:46.060,',9,2'",
    })
    void tracesOfCsvAreSentAtTheirTimesToo(String heading, String times, String rest) throws IOException {
        List<String> lines = new ArrayList<>(List.of(heading));
        List.of(times.split(";", -1)).forEach(time -> lines.add(time + rest));
        try (ScriptedServer server = server()) {
            assertThat(due(run(server, "--fixed-schedule --input-file " + file("trace.csv", lines))))
                    .containsExactly(0L, 20L, 60L);
        }
    }

    @Test
    void turnsOfSessionsAreSentAtTheirTimesOrAfterTheirDelays() throws IOException {
        Path file = file(
                "turns.jsonl",
                List.of(
                        "{\"session_id\":\"early\",\"turns\":[{\"timestamp\":10,\"text\":\"x\"}]}",
                        "{\"session_id\":\"a\",\"turns\":[{\"timestamp\":100,\"text\":\"a0\"},{\"timestamp\":180,\"text\":\"a1\"},{\"delay\":5,\"text\":\"a2\"}]}",
                        "{\"session_id\":\"b\",\"turns\":[{\"timestamp\":120,\"text\":\"b0\"},{\"timestamp\":140,\"text\":\"b1\"}]}"));
        try (ScriptedServer server = server()) {
            var records = new TreeMap<String, RequestRecord>();
            run(
                            server,
                            "--fixed-schedule --fixed-schedule-start-offset 50 --fixed-schedule-speed 2 --input-file "
                                    + file)
                    .forEach(record -> records.put(
                            Objects.requireNonNull(record.session()).session()
                                    + Objects.requireNonNull(record.session()).turn(),
                            record));

            assertThat(records).containsOnlyKeys("a0", "a1", "a2", "b0", "b1");
            long zero = Objects.requireNonNull(records.get("a0")).dueNanos();
            assertThat(Objects.requireNonNull(records.get("a1")).dueNanos() - zero)
                    .isEqualTo(40_000_000);
            assertThat(Objects.requireNonNull(records.get("b0")).dueNanos() - zero)
                    .isEqualTo(10_000_000);
            assertThat(Objects.requireNonNull(records.get("b1")).dueNanos() - zero)
                    .isEqualTo(20_000_000);
            assertThat(Objects.requireNonNull(records.get("a2")).dueNanos()
                            - Objects.requireNonNull(records.get("a1")).endNanos())
                    .isEqualTo(5_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fixed-schedule",
                "--fixed-schedule --request-rate 3 --input-file FILE",
                "--fixed-schedule --schedule-file FILE --input-file FILE",
                "--fixed-schedule-auto-offset",
                "--fixed-schedule --fixed-schedule-auto-offset --fixed-schedule-start-offset 5 --input-file FILE",
                "--fixed-schedule --fixed-schedule-start-offset 5000 --input-file FILE",
            })
    void contradictionsAreRefusedInOneLine(String flags) throws IOException {
        CommandRun run = CommandRun.profile(
                "127.0.0.1:1",
                directory.resolve("run"),
                flags.replace("FILE", trace().toString()).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("schedule").hasLineCount(1);
    }
}
