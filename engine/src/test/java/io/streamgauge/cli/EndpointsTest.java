package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every endpoint type in a whole run against the built-in server, which speaks them all. */
class EndpointsTest {
    private static final int TOKENS = 7;

    @TempDir
    private Path directory;

    private CommandRun profile(String flags) {
        return CommandRun.profileMock(directory.resolve("run"), ("--request-count 4 --isl 12 " + flags).split(" "));
    }

    /** Every kind whose answers are text, by its name; vision is multimodal by another. */
    static Stream<String> generating() {
        return Endpoint.all().stream().filter(Endpoint::streamsUnasked).map(Endpoint::name);
    }

    /** A run of which every request succeeded, with the tokens that were asked for. */
    private List<RequestRecord> answered(CommandRun run) throws IOException {
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        List<RequestRecord> records = CommandRun.records(directory.resolve("run"));
        assertThat(records).hasSize(4).allSatisfy(record -> {
            assertThat(record.status()).as(record.error()).isEqualTo(Status.OK);
            assertThat(record.osl()).isEqualTo(TOKENS);
        });
        return records;
    }

    private static String sound(String type) {
        return type.equals("audio_transcription") ? type + " --audio-length-mean 0.1" : type;
    }

    @ParameterizedTest
    @MethodSource("generating")
    void timesEachTokenOfAStream(String type) throws IOException {
        CommandRun run = profile("--osl " + TOKENS + " --endpoint-type " + sound(type));

        assertThat(answered(run))
                .allSatisfy(record -> assertThat(record.tokenTimes().count()).isEqualTo(TOKENS));
        assertThat(run.out()).contains(Endpoint.named(type).subject().title(), "Inter Token Latency");
    }

    @ParameterizedTest
    @MethodSource("generating")
    void takesAnswersInOnePiece(String type) throws IOException {
        CommandRun run = profile("--no-streaming --osl " + TOKENS + " --endpoint-type " + sound(type));

        answered(run);
        assertThat(run.out()).doesNotContain("Inter Token Latency");
    }

    @ParameterizedTest
    @CsvSource({
        "embeddings, Embeddings Metrics",
        "nvclip, Embeddings Metrics",
        "pooling, Embeddings Metrics",
        "rankings, Rankings Metrics",
        "rankings --extra-inputs rankings:tei --endpoint rerank, Rankings Metrics",
        "hf_tei_rankings, Rankings Metrics",
        "cohere_rankings, Rankings Metrics",
    })
    void reportsAnswersWithoutText(String type, String title) throws IOException {
        CommandRun run = profile("-b 3 --endpoint-type " + type);

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.out())
                .contains(title, "Request Latency", "Request Throughput", "Request Count")
                .doesNotContain("Output", "First Token", "no text");
        int texts = type.contains("rankings") ? 4 : 3;
        assertThat(CommandRun.records(directory.resolve("run"))).hasSize(4).allSatisfy(record -> {
            assertThat(record.status()).as(record.error()).isEqualTo(Status.OK);
            assertThat(record.isl()).isEqualTo(texts * 12);
        });
        CommandRun again = CommandRun.of("report", directory.resolve("run").toString());
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains(title);
    }

    @Test
    void ranksAsManyPassagesAsAreDrawn() throws IOException {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                ("--endpoint-type rankings --rankings-passages-mean 6 --rankings-passages-stddev 2 --request-count 20"
                                + " --rankings-passages-prompt-token-mean 9 --rankings-query-prompt-token-mean 30"
                                + " --rankings-query-prompt-token-stddev 5")
                        .split(" "));

        assertThat(run.exitCode()).as(run.err()).isZero();
        var bodies = JsonMapper.shared()
                .readTree(directory.resolve("run/inputs.json").toFile())
                .path("data");
        Set<Integer> passages = new TreeSet<>();
        Set<Integer> queries = new TreeSet<>();
        Set<String> texts = new HashSet<>();
        for (RequestRecord record : CommandRun.records(directory.resolve("run"))) {
            var body = bodies.get(record.request()).at("/payload/0");
            passages.add(body.path("passages").size());
            queries.add(record.isl() - 9 * body.path("passages").size());
            assertThat(texts.add(body.at("/query/text").asString())).isTrue();
            assertThat(body.at("/query/text").asString())
                    .doesNotStartWith(body.at("/passages/0/text").asString());
        }
        assertThat(passages)
                .hasSizeGreaterThan(3)
                .allSatisfy(count -> assertThat(count).isBetween(1, 13));
        assertThat(queries)
                .hasSizeGreaterThan(5)
                .allSatisfy(tokens -> assertThat(tokens).isBetween(10, 50));
    }

    @Test
    void embedsMessagesWithWhatTheyShow() throws IOException {
        CommandRun run = profile("--endpoint-type chat_embeddings --image-width-mean 9 --prefix-role system");

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.out()).contains("Embeddings Metrics").doesNotContain("no text");
        assertThat(Files.readString(directory.resolve("run/inputs.json")))
                .contains("\"messages\"", "\"image_url\"")
                .doesNotContain("\"stream\"", "max_tokens");
        assertThat(CommandRun.records(directory.resolve("run")))
                .allSatisfy(record -> assertThat(record.images()).isEqualTo(1));
    }

    @Test
    void countsTheImagesThatAreMade() throws IOException {
        CommandRun run = profile("--endpoint-type image_generation --extra-inputs n:3 --extra-inputs size:256x256");

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.out())
                .contains("Image Generation Metrics", "Image Throughput")
                .doesNotContain("no text");
        assertThat(CommandRun.records(directory.resolve("run")))
                .hasSize(4)
                .allSatisfy(record -> assertThat(record.images()).isEqualTo(3));
        assertThat(Files.readString(directory.resolve("run/inputs.json")))
                .contains("\"response_format\": \"b64_json\"", "\"n\": 3", "\"size\": \"256x256\"");
        CommandRun again = CommandRun.of("report", directory.resolve("run").toString());
        assertThat(again.out()).contains("Image Generation Metrics", "Image Throughput");
    }

    @Test
    void timesPartialImages() throws IOException {
        String flags = "--endpoint-type image_generation --streaming --extra-inputs partial_images:2 --goodput ";

        CommandRun run = profile(flags + "time_to_first_image:100000");

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.out())
                .contains("Time To First Image", "Image Latency")
                .doesNotContain("Second Token", "Output", "Inter Chunk");
        assertThat(CommandRun.records(directory.resolve("run"))).hasSize(4).allSatisfy(record -> {
            assertThat(record.status()).as(record.error()).isEqualTo(Status.OK);
            assertThat(record.tokenTimes().count()).isEqualTo(3);
            assertThat(record.osl()).isZero();
        });
        assertThat(Files.readString(directory.resolve("run/profile_export.json")))
                .contains("image_generation.partial_image", "image_generation.completed");
    }

    @Test
    void uploadsImagesToBeEdited() throws IOException {
        CommandRun run = profile("--endpoint-type image_edit --image-format jpeg --extra-inputs n:2");

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.out())
                .contains("Image Edit Metrics", "Image Latency")
                .doesNotContain("Second Token", "Output", "no text");
        assertThat(CommandRun.records(directory.resolve("run"))).hasSize(4).allSatisfy(record -> {
            assertThat(record.images()).isEqualTo(2);
            assertThat(record.isl()).isEqualTo(12);
        });
        assertThat(Files.readString(directory.resolve("run/inputs.json")))
                .contains("\"image\": {", "\"bytes\"", "\"response_format\": \"b64_json\"", "\"n\": \"2\"");
    }

    @Test
    void sendsTheAddressOfAnImageToBeEdited() throws IOException {
        Path lines = Files.writeString(
                directory.resolve("in.jsonl"), "{\"text\": \"Greener.\", \"image\": \"http://x/a.png\"}\n");

        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                ("--endpoint-type image_edit --request-count 2 --input-file " + lines).split(" "));

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(Files.readString(directory.resolve("run/inputs.json")))
                .contains("\"url\": \"http://x/a.png\"", "\"prompt\": \"Greener.\"")
                .doesNotContain("bytes");
    }

    @Test
    void uploadsSoundsAsForms() throws IOException {
        String flags =
                "--endpoint-type audio_transcription --request-content-type multipart/form-data --audio-length-mean 0.1 --audio-sample-rates 8"
                        + " --extra-inputs language:en --osl " + TOKENS;
        for (String more : List.of("", " --redact-prompts", " --export-level raw")) {
            answered(profile(flags + more));
            String shown = Files.readString(directory.resolve("run/inputs.json"));
            assertThat(shown).contains("\"bytes\": 1644").doesNotContain("RIFF");
            assertThat(shown.contains("\"language\": \"en\"")).isEqualTo(!more.contains("redact"));
            assertThat(Files.readString(directory.resolve("run/profile_export.json")))
                    .contains("\\\"bytes\\\":1644");
        }
    }

    @Test
    void uploadsSoundsOfFilesWithTheirTexts() throws IOException {
        Path sounds = Files.createDirectory(directory.resolve("sounds"));
        Files.write(sounds.resolve("a.wav"), new byte[] {'R', 'I', 'F', 'F', 0, 1, 2, -1});
        Files.writeString(sounds.resolve("a.txt"), "Kites, winds.");

        CommandRun files = CommandRun.profileMock(
                directory.resolve("run"),
                ("--endpoint-type audio_transcription --request-count 2 --osl 3 --input-file " + sounds).split(" "));

        assertThat(files.exitCode()).as(files.err()).isZero();
        assertThat(Files.readString(directory.resolve("run/inputs.json")))
                .contains("\"bytes\": 8", "\"prompt\": \"Kites, winds.\"", "\"stream\": \"true\"");
    }

    @Test
    void sendsBodiesAsTheyAre() throws IOException {
        String odd = "{\"prompt\":\"One two.\",   \"max_tokens\":7, \"stream\":true, \"temperature\":1.50}";
        Path bodies = Files.writeString(directory.resolve("bodies.jsonl"), odd + "\n");
        String raw = "--endpoint-type raw --endpoint v1/completions --input-format raw-payload --request-count 4";

        CommandRun run = CommandRun.profileMock(directory.resolve("run"), (raw + " --input-file " + bodies).split(" "));

        assertThat(answered(run))
                .allSatisfy(record -> assertThat(record.tokenTimes().count()).isEqualTo(TOKENS));
        assertThat(Files.readString(directory.resolve("run/profile_export.json")))
                .contains(odd.replace("\"", "\\\""));
    }

    @Test
    void findsTheTextOfRawAnswersWhereItIsSaidToBe() throws IOException {
        Path bodies = Files.writeString(
                directory.resolve("bodies.jsonl"),
                "{\"messages\":[{\"role\":\"user\",\"content\":\"One two.\"}],\"max_tokens\":7}\n");
        for (String more : List.of("", " --response-field choices[0].message.content")) {
            CommandRun run = CommandRun.profileMock(
                    directory.resolve("run"),
                    ("--endpoint-type raw --endpoint v1/chat/completions --no-streaming --input-format raw_payload"
                                    + " --request-count 4 --input-file " + bodies + more)
                            .split(" "));
            answered(run);
        }
    }

    @Test
    void fillsTemplatesOfJinja() throws IOException {
        Path template = Files.writeString(
                directory.resolve("body.json"),
                "{\"model\": {{ model|tojson }}, \"prompt\": {{ text | tojson }}, \"max_tokens\": {{ max_tokens }},"
                        + " \"stream\": {{ stream|tojson }}}");

        answered(profile("--payload-template " + template + " --response-field choices[0].text --endpoint-type template"
                + " --endpoint v1/completions --osl " + TOKENS));
        assertThat(Files.readString(directory.resolve("run/inputs.json")))
                .contains("\"max_tokens\": 7", "\"stream\": true");
    }

    @Test
    void sendsABodyOfTheUsersOwn() throws IOException {
        Path template = Files.writeString(
                directory.resolve("body.json"),
                "{\"model\":\"{{model}}\",\"prompt\":\"{{prompt}}\",\"max_tokens\":\"{{max_tokens}}\",\"stream\":\"{{stream}}\"}");
        String own = " --endpoint-type template --endpoint v1/completions --osl " + TOKENS;

        answered(profile("--payload-template " + template + " --response-field /choices/0/text" + own));

        answered(profile("--extra-inputs payload_template:" + template
                + " --extra-inputs response_field:/choices/0/text" + own));
        assertThat(Files.readString(directory.resolve("run/inputs.json"))).doesNotContain("payload_template");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--endpoint-type embeddings --streaming | answers in one piece",
                "--endpoint-type messages | --output-tokens-mean",
                "--endpoint-type image_retrieval --batch-size-image 0 | needs images",
                "--endpoint-type chat -b 2 | cannot carry several texts",
                "--endpoint-type nothing | expected one of chat, completions",
                "--endpoint-type template --endpoint x | --payload-template",
                "--endpoint-type template --payload-template nv-embedqa | --endpoint PATH",
                "--payload-template x | --endpoint-type template",
                "--response-field /x | --endpoint-type template or raw",
                "--endpoint-type audio_transcription | add --audio-length-mean",
                "--endpoint-type image_edit --batch-size-image 2 | one image in each request",
                "--endpoint-type image_edit --extra-inputs mask:x | masks are not sent",
                "--rankings-passages-stddev 2 | of rankings",
                "--endpoint-type rankings --rankings-query-prompt-token-stddev 2 | give both or neither",
                "--endpoint-type raw | give an --input-file of them",
            })
    void refusesInOneLine(String flags, String because) {
        CommandRun run = profile(flags.strip());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains(because.strip()).doesNotContain("\n");
    }

    @Test
    void helpListsTheTypes() {
        assertThat(CommandRun.of("profile", "--help").out()).contains("huggingface_generate", "ollama", "template");
    }
}
