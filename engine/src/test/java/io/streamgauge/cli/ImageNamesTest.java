package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --uuid-and-strip}: what of images is on the wire. */
class ImageNamesTest {
    private static final String SAID = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"yes\"}}]}";
    private static final String PICTURE = "data:image/png;base64,cGljdHVyZQ==";
    private static final String OTHER = "data:image/png;base64,b3RoZXI=";

    @TempDir
    private Path directory;

    /** The parts with images of each request that came, in order. */
    private List<List<JsonNode>> sent(Function<String, ScriptedServer.Answer> script, String flags) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            List<String> args = new ArrayList<>(List.of("--endpoint-type", "chat", "--osl", "3"));
            args.addAll(List.of(flags.split(" ")));
            CommandRun run = CommandRun.profile(server.url(), directory.resolve("run"), args.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isNotEqualTo(2);
            return server.bodies().stream().map(ImageNamesTest::images).toList();
        }
    }

    private static List<JsonNode> images(String body) {
        return JsonMapper.shared()
                .readTree(body)
                .at("/messages/0/content")
                .valueStream()
                .filter(part -> part.path("type").asString().equals("image_url"))
                .toList();
    }

    private static ScriptedServer.Answer answer(String body) {
        return ScriptedServer.Answer.stream(SAID, "[DONE]");
    }

    private static String part(String url, String uuid) {
        String image = url.isEmpty() ? "null" : "{\"url\":\"" + url + "\"}";
        return "{\"type\":\"image_url\",\"image_url\":" + image + ",\"uuid\":\"" + uuid + "\"}";
    }

    private String file(String... lines) throws IOException {
        return Files.write(directory.resolve("lines.jsonl"), List.of(lines)).toString();
    }

    private static List<String> texts(List<List<JsonNode>> sent) {
        return sent.stream().map(List::toString).toList();
    }

    @Test
    void anImageGoesWholeUntilItWasAnsweredAndByItsNameThereafter() throws IOException {
        List<List<JsonNode>> sent = sent(
                ImageNamesTest::answer,
                "--image-width-mean 8 --image-height-mean 8 --batch-size-image 2 --num-prompts 2 --request-count 5"
                        + " --concurrency 1 --uuid-and-strip");
        assertThat(sent).hasSize(5).allSatisfy(images -> assertThat(images).hasSize(2));
        for (int i = 0; i < 5; i++) {
            for (int image = 0; image < 2; image++) {
                JsonNode first = sent.get(i % 2).get(image);
                String url = first.at("/image_url/url").asString();
                String name = UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8))
                        .toString();
                assertThat(url).startsWith("data:image/");
                assertThat(sent.get(i).get(image)).hasToString(part(i < 2 ? url : "", name));
            }
        }
        assertThat(Set.copyOf(sent.getFirst())).hasSize(2);
    }

    @Test
    void whatIsLeftOutIsWhatOtherRequestsBrought() throws IOException {
        String lines = file(
                "{\"text\": \"a\", \"image\": \"" + PICTURE + "\", \"image_uuids\": [\"p\"]}",
                "{\"text\": \"b\", \"images\": [\"" + PICTURE + "\", \"" + OTHER
                        + "\"], \"image_uuids\": [\"p\", \"o\"]}",
                "{\"text\": \"c\", \"images\": [\"" + OTHER + "\", \"" + PICTURE
                        + "\"], \"image_uuids\": [\"o\", \"p\"]}",
                "{\"text\": \"d\"}");
        List<List<JsonNode>> sent = sent(
                ImageNamesTest::answer,
                "--input-file " + lines + " --request-count 4 --concurrency 1 --uuid-and-strip");
        assertThat(texts(sent))
                .containsExactly(
                        List.of(part(PICTURE, "p")).toString(),
                        List.of(part(PICTURE, "p"), part(OTHER, "o")).toString(),
                        List.of(part("", "o"), part("", "p")).toString(),
                        "[]");
        assertThat(Files.readString(directory.resolve("run/profile_export.json")))
                .contains("\\\"image_url\\\":null");
    }

    @Test
    void aServerThatHasNotAnsweredYetGetsItWhole() throws IOException {
        var both = new CountDownLatch(2);
        List<List<JsonNode>> sent = sent(
                body -> {
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return answer(body);
                },
                "--image-width-mean 8 --num-prompts 1 --request-count 3 --concurrency 2 --loops 1 --uuid-and-strip");
        assertThat(sent.stream()
                        .map(images -> images.getFirst().path("image_url").isNull()))
                .containsExactly(false, false, true);
    }

    @Test
    void aFailureMakesItGoWholeAgain() throws IOException {
        var count = new AtomicInteger();
        List<List<JsonNode>> sent = sent(
                body -> count.incrementAndGet() == 2
                        ? ScriptedServer.Answer.json(500, "{\"error\": \"the cache has it no more\"}")
                        : answer(body),
                "--image-width-mean 8 --num-prompts 1 --request-count 4 --concurrency 1 --uuid-and-strip");
        assertThat(sent.stream()
                        .map(images -> images.getFirst().path("image_url").isNull()))
                .containsExactly(false, true, false, true);
    }

    @Test
    void aServerThatRefusesToCountGetsNamesToo() throws IOException {
        var bodies = new CopyOnWriteArrayList<String>();
        List<List<JsonNode>> sent = sent(
                body -> {
                    bodies.add(body);
                    return body.contains("stream_options")
                            ? ScriptedServer.Answer.json(400, "{\"error\": \"stream_options is unknown\"}")
                            : answer(body);
                },
                "--image-width-mean 8 --num-prompts 1 --request-count 2 --concurrency 1 --uuid-and-strip");
        assertThat(sent.stream()
                        .map(images -> images.getFirst().path("image_url").isNull()))
                .containsExactly(false, false, true);
        assertThat(bodies.getLast()).doesNotContain("stream_options");
    }

    @Test
    void namesOfAFileAreSentWithoutBeingAskedForAndOthersAreNot() throws IOException {
        String line = "{\"text\": \"a\", \"image\": \"" + PICTURE + "\"";
        String lines = file(line + ", \"image_uuids\": [\"p\"]}", line + "}");
        List<List<JsonNode>> sent =
                sent(ImageNamesTest::answer, "--input-file " + lines + " --request-count 3 --concurrency 1");
        assertThat(texts(sent))
                .containsExactlyElementsOf(Stream.of(
                                part(PICTURE, "p"),
                                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + PICTURE + "\"}}",
                                part(PICTURE, "p"))
                        .map(part -> "[" + part + "]")
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--endpoint-type completions --image-width-mean 8|--endpoint-type completions: its requests name no images; these do: chat, chat_embeddings, multimodal",
                "--image-width-mean 8 -u 127.0.0.1:1 -u 127.0.0.1:2|several --url",
                "--endpoint-type chat --image-width-mean 8 --num-sessions 3|and sessions",
                "--endpoint-type chat|no request carries an image"
            })
    void whatCannotBeIsToldInALine(String flags, String expected) {
        List<String> args =
                new ArrayList<>(List.of("profile", "-m", "m", "--tokenizer", "builtin", "--uuid-and-strip"));
        args.addAll(List.of(flags.split(" ")));
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--uuid-and-strip", expected);
    }
}
