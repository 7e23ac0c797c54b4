package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.metrics.Recordings;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProfileExportTest {
    private static final String BODY =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"say \\\"hi\\\"\\n\"}]}";
    private static final long OFFSET = 1_700_000_000_000_000_000L;

    @TempDir
    Path directory;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int[] lengths(List<String> texts) {
        return texts.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .toArray();
    }

    private JsonNode export(ProfileExport.Header header, List<RequestRecord> records, List<String> texts)
            throws IOException {
        var path = directory.resolve("profile_export.json");
        try (var export = ProfileExport.create(path, header)) {
            for (var record : records) {
                export.add(record, new ProfileExport.Sent(utf8(BODY), 0), utf8(String.join("", texts)), lengths(texts));
            }
            export.finish();
        }
        assertThat(directory.toFile().list()).containsExactly("profile_export.json");
        return JsonMapper.shared().readTree(Files.readAllBytes(path));
    }

    private static ProfileExport.Header header(ProfileExport.Envelope envelope) {
        return new ProfileExport.Header("concurrency", 8, "v1/chat/completions", envelope, OFFSET);
    }

    @Test
    void hasPerfAnalyzersShape() throws IOException {
        // As between the quotes of a server's JSON: still escaped.
        var texts = List.of(" word", "\\\"q\\\" \\u00e9\\n\\n", "caf\u00e9 \ud83d\ude00 \\\\");
        var tree = export(
                header(ProfileExport.Envelope.CHAT_STREAM),
                List.of(Recordings.ok(0, 1_000, 3, 2_000, 3_000, 4_000), Recordings.ok(1, 900, 3, 2_000, 3_000, 4_500)),
                texts);
        assertThat(tree.path("service_kind").asString()).isEqualTo("openai");
        assertThat(tree.path("endpoint").asString()).isEqualTo("v1/chat/completions");
        var experiment = tree.path("experiments").path(0);
        assertThat(experiment.path("experiment").toString()).isEqualTo("{\"mode\":\"concurrency\",\"value\":8}");
        assertThat(experiment.path("window_boundaries").toString())
                .isEqualTo("[1700000000000000900,1700000000000004500]");
        var request = experiment.path("requests").path(0);
        assertThat(request.path("timestamp").asLong()).isEqualTo(OFFSET + 1_000);
        assertThat(request.path("request_inputs").path("payload").asString()).isEqualTo(BODY);
        assertThat(request.path("response_timestamps").toString())
                .isEqualTo("[1700000000000002000,1700000000000003000,1700000000000004000]");
        assertThat(contents(request)).containsExactly(" word", "\"q\" \u00e9\n\n", "caf\u00e9 \ud83d\ude00 \\");
    }

    private static List<String> contents(JsonNode request) {
        var contents = new ArrayList<String>();
        for (var output : request.path("response_outputs")) {
            var response = output.path("response").asString();
            assertThat(response).startsWith("data: ").endsWith("\n\n");
            var event = JsonMapper.shared().readTree(response.substring("data: ".length()));
            assertThat(event.path("object").asString()).isEqualTo("chat.completion.chunk");
            contents.add(
                    event.path("choices").path(0).path("delta").path("content").asString());
        }
        return contents;
    }

    @Test
    void everyEnvelopeIsAnAnswerOfItsKind() throws IOException {
        for (var envelope : ProfileExport.Envelope.values()) {
            var tree = export(header(envelope), List.of(Recordings.ok(0, 0, 1, 5)), List.of("a\\tb"));
            var response = tree.at("/experiments/0/requests/0/response_outputs/0/response")
                    .asString();
            var json = JsonMapper.shared().readTree(response.replaceFirst("^data: ", ""));
            var choice = json.path("choices").path(0);
            var text = switch (envelope) {
                case CHAT_STREAM -> choice.path("delta").path("content");
                case CHAT_WHOLE -> choice.path("message").path("content");
                case COMPLETION_STREAM, COMPLETION_WHOLE -> choice.path("text");
            };
            assertThat(text.asString()).isEqualTo("a\tb");
        }
    }

    @Test
    void leavesOutWarmUpAndFailures() throws IOException {
        var tree = export(header(ProfileExport.Envelope.CHAT_STREAM), Runs.troubled(), List.of("a", "b", "c"));
        var requests = tree.at("/experiments/0/requests");
        // Four with text; one empty, whose one response is its end.
        assertThat(requests.size()).isEqualTo(5);
        assertThat(requests.path(4).path("response_outputs").size()).isOne();
        assertThat(requests.path(4).path("response_timestamps").size()).isOne();
    }

    @Test
    void aRunWithoutRequestsIsStillJson() throws IOException {
        var tree = export(
                new ProfileExport.Header(
                        "request_rate", 20.0, "v1/completions", ProfileExport.Envelope.COMPLETION_STREAM, 0),
                List.of(),
                List.of());
        assertThat(tree.at("/experiments/0/experiment/value").toString()).isEqualTo("20.0");
        assertThat(tree.at("/experiments/0/requests").size()).isZero();
    }

    @Test
    void anUnfinishedFileVanishes() throws IOException {
        var path = directory.resolve("profile_export.json");
        try (var export = ProfileExport.create(path, header(ProfileExport.Envelope.CHAT_STREAM))) {
            export.add(Recordings.ok(0, 0, 1, 5), new ProfileExport.Sent(utf8(BODY), 0), utf8("a"), new int[] {1});
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void writesMoreThanItsBufferHolds() throws IOException {
        var texts = List.of("x".repeat(100_000), "y".repeat(900_000));
        var records = new ArrayList<RequestRecord>();
        for (int i = 0; i < 5; i++) {
            records.add(Recordings.ok(i, 0, 2, 5, 6));
        }
        var tree = export(header(ProfileExport.Envelope.CHAT_STREAM), records, texts);
        assertThat(contents(tree.at("/experiments/0/requests/4"))).isEqualTo(texts);
    }
}
