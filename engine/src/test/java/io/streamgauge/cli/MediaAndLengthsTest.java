package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What requests carry: images and sounds that a decoder reads, and lengths of the kind asked for. */
class MediaAndLengthsTest {
    @TempDir
    private Path directory;

    private CommandRun profile(String flags) {
        return CommandRun.profileMock(directory.resolve("run"), flags.strip().split(" "));
    }

    private static void assertDone(CommandRun run) {
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    private JsonNode firstBody() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("run/inputs.json")))
                .at("/data/0/payload/0");
    }

    private static byte[] content(String base64) {
        return Base64.getDecoder().decode(base64.substring(base64.indexOf(',') + 1));
    }

    @Test
    void imagesHaveTheSizeAndFormatAskedFor() throws IOException {
        assertDone(profile("--endpoint-type vision --image-width-mean 70 --image-height-mean 33 --image-format jpeg"
                + " --batch-size-image 2 --isl 10 --osl 2 --request-count 2"));

        JsonNode parts = firstBody().at("/messages/0/content");
        assertThat(parts.size()).isEqualTo(3);
        String url = parts.get(2).at("/image_url/url").asString();
        assertThat(url)
                .startsWith("data:image/jpeg;base64,")
                .isNotEqualTo(parts.get(1).at("/image_url/url").asString());
        var image = ImageIO.read(new ByteArrayInputStream(content(url)));
        assertThat(image.getWidth()).isEqualTo(70);
        assertThat(image.getHeight()).isEqualTo(33);
    }

    /** The colours in the middle of the images of requests, in their order. */
    private List<String> colours() throws IOException {
        List<String> colours = new ArrayList<>();
        for (JsonNode entry : JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("run/inputs.json")))
                .path("data")) {
            String url = entry.at("/payload/0/input/0/url").asString();
            var image = ImageIO.read(new ByteArrayInputStream(content(url)));
            colours.add(Integer.toHexString(image.getRGB(image.getWidth() / 2, image.getHeight() / 2) & 0xffffff));
        }
        return colours;
    }

    private void picture(String name, String format, int rgb) throws IOException {
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, rgb);
        }
        ImageIO.write(
                image,
                format,
                Files.createDirectories(directory.resolve("pictures"))
                        .resolve(name)
                        .toFile());
    }

    @Test
    void imagesComeFromADirectory() throws IOException {
        picture("a.png", "png", 0xff0000);
        picture("b.bmp", "bmp", 0x00ff00);
        picture("c.gif", "gif", 0x0000ff);
        Files.writeString(directory.resolve("pictures/d.txt"), "no image");
        String flags = "--endpoint-type image_retrieval --image-format png --image-width-mean 7 --num-prompts 6"
                + " --request-count 6 --image-source " + directory.resolve("pictures");
        assertDone(profile(flags + " --image-source-sampling sequential-cycle"));
        assertThat(colours()).containsExactly("ff0000", "ff00", "ff", "ff0000", "ff00", "ff");

        assertDone(profile(flags + " --image-source-sampling shuffle-cycle"));
        assertThat(colours().subList(0, 3)).containsExactlyInAnyOrder("ff0000", "ff00", "ff");
        assertThat(colours().subList(3, 6)).containsExactlyInAnyOrder("ff0000", "ff00", "ff");

        assertDone(profile(flags));
        assertThat(colours()).isSubsetOf("ff0000", "ff00", "ff");
        List<String> first = colours();
        assertDone(profile(flags));
        assertThat(colours()).isEqualTo(first);
    }

    @Test
    void noiseIsLargerThanSquares() throws IOException {
        String flags = "--endpoint-type image_retrieval --image-format png --request-count 1 --image-source ";
        assertDone(profile(flags + "squares"));
        long squares = Files.size(directory.resolve("run/inputs.json"));

        assertDone(profile(flags + "noise"));

        assertThat(Files.size(directory.resolve("run/inputs.json"))).isGreaterThan(5 * squares);
    }

    @Test
    void namesAFileThatIsNoImage() throws IOException {
        Files.createDirectories(directory.resolve("pictures"));
        Files.writeString(directory.resolve("pictures/a.png"), "no image");

        CommandRun run = profile("--endpoint-type vision --image-source " + directory.resolve("pictures"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains("a.png cannot be read").doesNotContain("\n");
    }

    @Test
    void imageRetrievalSendsImagesAlone() throws IOException {
        CommandRun run = profile("--endpoint-type image_retrieval --image-format png --request-count 3");

        assertDone(run);
        assertThat(run.out()).contains("Image Retrieval Metrics");
        assertThat(firstBody().propertyNames()).containsExactly("input");
        assertThat(ImageIO.read(new ByteArrayInputStream(
                                content(firstBody().at("/input/0/url").asString())))
                        .getWidth())
                .isEqualTo(100);
    }

    @Test
    void soundsHaveTheLengthAndShapeAskedFor() throws IOException, UnsupportedAudioFileException {
        assertDone(
                profile(
                        "--endpoint-type multimodal --batch-size-image 0 --audio-length-mean 0.5"
                                + " --audio-sample-rates 8 --audio-depths 8 --audio-num-channels 2 --isl 10 --osl 2 --request-count 2"));

        JsonNode sound = firstBody().at("/messages/0/content/1/input_audio");
        assertThat(sound.path("format").asString()).isEqualTo("wav");
        var read = AudioSystem.getAudioInputStream(
                new ByteArrayInputStream(content(sound.path("data").asString())));
        assertThat(read.getFrameLength()).isEqualTo(4000);
        assertThat(read.getFormat().getSampleRate()).isEqualTo(8000);
        assertThat(read.getFormat().getChannels()).isEqualTo(2);
        assertThat(read.getFormat().getSampleSizeInBits()).isEqualTo(8);
    }

    @Test
    void uniformLengthsFillTheirRange() throws IOException {
        assertDone(
                profile("--length-distribution uniform --random-range-ratio 0.5 --isl 20 --osl 4 --request-count 60"));

        assertThat(CommandRun.records(directory.resolve("run"))).allSatisfy(record -> {
            assertThat(record.isl()).isBetween(10, 30);
            assertThat(record.osl()).isBetween(2, 6);
        });
        assertThat(CommandRun.records(directory.resolve("run")).stream()
                        .map(RequestRecord::osl)
                        .distinct())
                .hasSize(5);
    }

    @Test
    void pairsOfLengthsComeTogether() throws IOException {
        assertDone(profile("--sequence-distribution 12,3:70;40,7:30 --request-count 60"));

        assertThat(CommandRun.records(directory.resolve("run")))
                .allSatisfy(record ->
                        assertThat(List.of(record.isl(), record.osl())).isIn(List.of(12, 3), List.of(40, 7)));
        assertThat(CommandRun.records(directory.resolve("run")).stream()
                        .filter(record -> record.isl() == 40)
                        .count())
                .isBetween(8L, 30L);
    }

    @Test
    void logNormalLengthsHaveALongTail() throws IOException {
        assertDone(
                profile(
                        "--length-distribution lognormal --isl 30 --synthetic-input-tokens-stddev 30 --osl 1 --request-count 100"));

        assertThat(CommandRun.records(directory.resolve("run")).stream()
                        .mapToInt(RequestRecord::isl)
                        .max()
                        .orElseThrow())
                .isGreaterThan(70);
        assertThat(CommandRun.records(directory.resolve("run")).stream()
                        .filter(record -> record.isl() < 30)
                        .count())
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--length-distribution bimodal | use normal, lognormal, uniform or poisson",
                "--random-range-ratio 0.5 --length-distribution normal | give one of the two",
                "--sequence-distribution 1:2 | give input,output:share",
                "--sequence-distribution 5,5:1 --isl 3 | give one or the other",
                "--endpoint-type vision --image-source assets | no pictures come along",
                "--endpoint-type vision --image-source /none | no such directory",
                "--endpoint-type vision --image-source noise --image-source-sampling shuffle-cycle | have no order",
                "--endpoint-type vision --image-source-sampling by-name | use random-with-replacement",
                "--endpoint-type vision --image-format gif | use png, jpeg or random",
                "--endpoint-type multimodal --audio-length-mean 1 --audio-format ogg | use wav or mp3",
                "--endpoint-type multimodal --audio-length-mean 1 --audio-format mp3 --audio-sample-rates 10 | MP3 has 8, 11.025",
                "--endpoint-type multimodal --batch-size-audio 1 | --audio-length-mean",
                "--endpoint-type completions --image-width-mean 5 | cannot carry images",
            })
    void refusesInOneLine(String flags, String because) {
        CommandRun run = profile(flags);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains(because.strip()).doesNotContain("\n");
    }
}
