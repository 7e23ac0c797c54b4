package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Directories as {@code --input-file}, in whole runs against the built-in server. */
class DirectoryInputTest {
    @TempDir
    private Path directory;

    private void file(String name, String... lines) throws IOException {
        Path file = directory.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private CommandRun profile(String flags) {
        String all = flags + " --osl 2 --input-file " + directory.resolve("in");
        return CommandRun.profileMock(directory.resolve("run"), all.split(" "));
    }

    private List<JsonNode> sent() throws IOException {
        return CommandRun.sent(directory.resolve("run"));
    }

    @Test
    void bodiesOfAllFilesAreSentAndBeginAgain() throws IOException {
        file("a.jsonl", "{\"prompt\":\"1\",\"stream\":true}", "{\"prompt\":\"2\",\"stream\":true}");
        file("b/c.json", "{\"prompt\":\"3\",", "\"stream\":true}");

        CommandRun run = profile("--endpoint-type raw --endpoint v1/completions --custom-dataset-type raw_payload"
                + " --request-count 4");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sent()).extracting(body -> body.path("prompt").asString()).containsExactly("1", "2", "3", "1");
    }

    @Test
    void poolsAreDrawnFromForAsLongAsTheRunTakes() throws IOException {
        file("a.jsonl", "{\"text\":\"a\"}", "{\"text\":\"b\"}");
        file("b.jsonl", "{\"text\":\"c\"}", "{\"text\":\"d\"}");

        CommandRun run = profile("--endpoint-type embeddings --custom-dataset-type random_pool --request-count 60");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sent().stream().map(body -> body.path("input").toString()).distinct())
                .containsExactlyInAnyOrder("[\"a\",\"c\"]", "[\"a\",\"d\"]", "[\"b\",\"c\"]", "[\"b\",\"d\"]");
        assertThat(profile("--endpoint-type embeddings --custom-dataset-type random_pool --benchmark-duration 300ms")
                        .exitCode())
                .isZero();
    }

    @Test
    void capturesAreReplayed() throws IOException {
        String line =
                "{\"captureData\":{\"endpointInput\":{\"data\":\"{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"a\\\"}]}\","
                        + "\"encoding\":\"JSON\"}},\"eventMetadata\":{\"inferenceTime\":\"2026-02-14T17:25:06.%sZ\"}}";
        file("2026/02/14/18/b.jsonl", line.formatted("040"));
        file("2026/02/14/17/c.jsonl", line.formatted("000"), line.formatted("010"));

        CommandRun run = profile("--custom-dataset-type sagemaker_data_capture --fixed-schedule");

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<Long> due = CommandRun.records(directory.resolve("run")).stream()
                .map(RequestRecord::dueNanos)
                .sorted()
                .toList();
        assertThat(due.stream().map(at -> (at - due.getFirst()) / 1_000_000)).containsExactly(0L, 10L, 40L);
    }

    @Test
    void whatDoesNotBelongThereIsRefusedInOneLine() throws IOException {
        file("a.jsonl", "{\"prompt\":\"1\"}");
        file("notes.md", "notes");

        profile("--endpoint-type raw --endpoint v1/completions --input-format raw-payload --request-count 1")
                .assertRefused("notes.md is none of its .jsonl and .json files; take it out");
        profile("--input-format sagemaker --fixed-schedule").assertRefused("notes.md is none of its .jsonl files");
    }
}
