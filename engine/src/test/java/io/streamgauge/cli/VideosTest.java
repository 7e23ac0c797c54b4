package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that bring videos: made ones, and those of files. */
class VideosTest {
    private static final String SMALL = "--isl 9 --osl 2 --video-width 32 --video-height 16 --video-duration 0.5 ";

    @TempDir
    private Path directory;

    private CommandRun profile(String flags) {
        return CommandRun.profileMock(directory.resolve("run"), flags.strip().split(" "));
    }

    /** The bodies of a run that ended well. */
    private List<JsonNode> bodies(String flags) throws IOException {
        CommandRun run = profile(flags);
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("run/inputs.json")))
                .path("data")
                .valueStream()
                .map(entry -> entry.at("/payload/0"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"chat, 0", "vision, 1", "multimodal, 1"})
    void areMadeAndSentAsPartsOfTheMessage(String kind, int images) throws IOException {
        String flags =
                SMALL + "--num-prompts 3 --request-count 3 --video-synth-type grid_clock --video-fps 2 --endpoint-type "
                        + kind;

        List<JsonNode> bodies = bodies(flags + " --video-batch-size 2");

        assertThat(bodies.stream().map(body -> body.at("/messages/0/content").findValuesAsString("type")))
                .hasSize(3)
                .allSatisfy(types -> {
                    assertThat(types).hasSize(3 + images).startsWith("text").endsWith("video_url", "video_url");
                });
        List<String> videos = videos(bodies);
        assertThat(videos.stream().distinct().count()).isEqualTo(6);
        assertThat(videos.stream().allMatch(url -> url.startsWith("data:video/mp4;base64,AAAA")))
                .isTrue();
        // No hundreds of kilobytes shall be shown where it fails.
        assertThat(videos(bodies(flags + " --batch-size-video 2")).equals(videos))
                .isTrue();
    }

    private static List<String> videos(List<JsonNode> bodies) {
        return bodies.stream()
                .flatMap(body -> body.at("/messages/0/content").valueStream())
                .filter(part -> part.has("video_url"))
                .map(part -> part.at("/video_url/url").asString())
                .toList();
    }

    @Test
    void goWithEmbeddingsOfMessages() throws IOException {
        assertThat(bodies(SMALL + "--endpoint-type chat_embeddings --request-count 1")
                        .getFirst()
                        .findValuesAsString("type"))
                .contains("video_url");
    }

    @Test
    void comeFromFilesAndAddresses() throws IOException {
        Files.writeString(directory.resolve("a.mov"), "film");
        Path file = Files.writeString(directory.resolve("in.jsonl"), """
                {"text": "What is seen?", "video": "a.mov"}
                {"texts": ["Which?"], "videos": ["https://host/b.mp4", "data:video/webm;base64,AA=="]}
                """);

        List<JsonNode> bodies = bodies("--osl 2 --request-count 2 --input-file " + file);

        assertThat(bodies.get(0).findValuesAsString("url")).containsExactly("data:video/quicktime;base64,ZmlsbQ==");
        assertThat(bodies.get(1).findValuesAsString("url"))
                .containsExactly("https://host/b.mp4", "data:video/webm;base64,AA==");
    }

    @Test
    void ofAFileMustBeOfAKnownKindAndThere() throws IOException {
        Path file = Files.writeString(directory.resolve("in.jsonl"), "{\"video\": \"a.txt\"}\n");
        profile("--osl 2 --input-file " + file)
                .assertRefused("in.jsonl:1: video 'a.txt' is of no known kind; expected mp4, webm, mpeg, mov or mkv");
        Files.writeString(file, "{\"video\": \"a.mp4\"}\n");
        assertThat(profile("--osl 2 --input-file " + file).err()).contains("in.jsonl:1: cannot read video 'a.mp4'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"completions", "responses", "messages", "embeddings", "nvclip", "huggingface_generate"})
    void areRefusedWhereAnApiHasNoPlaceForThem(String kind) {
        CommandRun run = profile(SMALL + "--request-count 1 --endpoint-type " + kind);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("cannot carry").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--video-fps 3 | --video options mean nothing without --video-width and --video-height",
                "--video-width 9 | --video options mean nothing without --video-width and --video-height",
                "--video-width 9 --video-height 0 | --video-height 0: give 1 to 16384",
                "--video-width 9 --video-height 9 --video-duration 0 | --video-duration 0.0: give seconds",
                "--video-width 9 --video-height 9 --video-format avi | --video-format 'avi': use mp4 or webm",
                "--video-width 9 --video-height 9 --video-synth-type cats | 'cats': use moving-shapes, grid-clock or noise",
                "--video-width 9 --video-height 9 --video-codec a/b | no codec is so called",
                "--video-width 9 --video-height 9 --num-sessions 2 | turns are of text",
                "--video-width 9 --video-height 9 --batch-size-text 2 | carries one text",
                "--video-audio-num-channels 1 | --video options mean nothing without --video-width and --video-height",
                "--video-width 9 --video-height 9 --video-audio-num-channels 3 | --video-audio-num-channels 3: give 0, 1 or 2",
                "--video-width 9 --video-height 9 --video-audio-codec mp3 | --video-audio-codec means nothing without --video-audio-num-channels",
                "--video-width 9 --video-height 9 --video-audio-depth 8 | --video-audio-depth means nothing without --video-audio-num-channels",
                "--video-width 9 --video-height 9 --video-audio-num-channels 1 --video-audio-depth 12 | --video-audio-depth 12: give 8, 16, 24 or 32",
                "--video-width 9 --video-height 9 --video-audio-num-channels 1 --video-audio-codec flac | --video-audio-codec 'flac': use mp3, aac, libvorbis or libopus",
                "--video-width 9 --video-height 9 --video-audio-num-channels 1 --video-format webm --video-audio-codec aac | such files hold libvorbis or libopus",
                "--video-width 9 --video-height 9 --video-audio-num-channels 1 --video-audio-sample-rate 7 | --video-audio-sample-rate 7.0: give 8 to 96 kHz",
                "--video-width 9 --video-height 9 --video-audio-num-channels 1 --video-audio-sample-rate 8 | mp3 in mp4 has 16, 22.05, 24, 32, 44.1 and 48 kHz"
            })
    void wrongOptionsAreToldBeforeAnythingIsSent(String flags, String because) {
        profile("--isl 9 --osl 2 " + flags).assertRefused(because);
    }
}
