package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs whose images and sounds come from files. */
class MediaFilesTest {
    @TempDir
    private Path directory;

    @Test
    void sendsADirectoryOfSoundsAndImages() throws IOException {
        Path media = Files.createDirectory(directory.resolve("media"));
        Files.writeString(media.resolve("a.wav"), "sound");
        Files.writeString(media.resolve("a.txt"), "Write down what is said.");
        Files.writeString(media.resolve("b.png"), "picture");
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                "--endpoint-type",
                "multimodal",
                "--input-file",
                media.toString(),
                "--request-count",
                "4",
                "--osl",
                "3");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode inputs = JsonMapper.shared()
                .readTree(directory.resolve("run/inputs.json").toFile())
                .path("data");
        assertThat(inputs).hasSize(2);
        JsonNode first = inputs.at("/0/payload/0/messages/0/content");
        assertThat(first.at("/0/text").asString()).isEqualTo("Write down what is said.");
        assertThat(first.at("/1/input_audio").toString()).isEqualTo("{\"data\":\"c291bmQ=\",\"format\":\"wav\"}");
        JsonNode second = inputs.at("/1/payload/0/messages/0/content");
        assertThat(second).hasSize(1);
        assertThat(second.at("/0/image_url/url").asString()).isEqualTo("data:image/png;base64,cGljdHVyZQ==");
    }
}
