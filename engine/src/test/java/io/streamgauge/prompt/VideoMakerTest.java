package io.streamgauge.prompt;

import static io.streamgauge.prompt.Mp4Boxes.behind;
import static io.streamgauge.prompt.Mp4Boxes.box;
import static io.streamgauge.prompt.Mp4Boxes.samples;
import static io.streamgauge.prompt.Mp4Boxes.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.prompt.VideoShape.Container;
import io.streamgauge.prompt.VideoShape.Pattern;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Videos as a reader of the format finds them. */
class VideoMakerTest {
    @TempDir
    private Path directory;

    private static VideoShape shape(Pattern pattern) {
        return new VideoShape(1, 64, 48, 1.5, 6, pattern, Container.MP4, VideoShape.OWN_CODEC, null);
    }

    private static List<BufferedImage> frames(byte[] file) throws IOException {
        List<byte[]> samples = samples(file, box(file, "moov", "trak"));
        assertThat(file).endsWith(samples.getLast());
        List<BufferedImage> frames = new ArrayList<>();
        for (byte[] sample : samples) {
            frames.add(ImageIO.read(new ByteArrayInputStream(sample)));
        }
        return frames;
    }

    private static int[] pixels(BufferedImage frame) {
        return frame.getRGB(0, 0, frame.getWidth(), frame.getHeight(), null, 0, frame.getWidth());
    }

    @ParameterizedTest
    @EnumSource
    void areFramesOfTheSizeAndNumberAskedForThatAllDiffer(Pattern pattern) throws IOException {
        List<BufferedImage> frames = frames(video(shape(pattern), 0));

        assertThat(frames).hasSize(9).allSatisfy(frame -> {
            assertThat(frame.getWidth()).isEqualTo(64);
            assertThat(frame.getHeight()).isEqualTo(48);
        });
        assertThat(frames.stream().map(frame -> Arrays.toString(pixels(frame))).distinct())
                .hasSize(9);
        assertThat(Arrays.stream(pixels(frames.getFirst())).distinct().count()).isGreaterThan(10);
    }

    @Test
    void tellHowLongTheyAreAndWhatTheyHold() {
        byte[] file = video(shape(Pattern.MOVING_SHAPES), 0);

        assertThat(new String(file, 4, 8, StandardCharsets.US_ASCII)).isEqualTo("ftypisom");
        ByteBuffer movie = box(file, "moov", "mvhd");
        assertThat(movie.getInt(16) * 1000 / movie.getInt(12)).isEqualTo(1500);
        ByteBuffer track = box(file, "moov", "trak", "tkhd");
        assertThat(List.of(track.getInt(76) >> 16, track.getInt(80) >> 16)).containsExactly(64, 48);
        ByteBuffer media = box(file, "moov", "trak", "mdia", "mdhd");
        ByteBuffer times = box(file, "moov", "trak", "mdia", "minf", "stbl", "stts");
        assertThat(times.getInt(8) * times.getInt(12) * 1000 / media.getInt(12)).isEqualTo(1500);
        ByteBuffer entry = box(behind(8, box(file, "moov", "trak", "mdia", "minf", "stbl", "stsd")), "mp4v");
        assertThat(List.of((int) entry.getShort(24), (int) entry.getShort(26))).containsExactly(64, 48);
        ByteBuffer description = box(behind(78, entry), "esds");
        // Behind version, the stream's descriptor of five bytes and the decoder's head comes its object type: JPEG.
        assertThat(description.get(11) & 0xff).isEqualTo(0x6c);
    }

    @ParameterizedTest
    @EnumSource
    void followFromTheSeedAndDifferFromEachOther(Pattern pattern) {
        assertThat(video(shape(pattern), 1)).isEqualTo(video(shape(pattern), 1));
        assertThat(video(shape(pattern), 1)).isNotEqualTo(video(shape(pattern), 2));
    }

    @Test
    void haveOneFrameAtLeast() throws IOException {
        VideoShape brief = new VideoShape(1, 8, 8, 0.01, 1, Pattern.NOISE, Container.MP4, VideoShape.OWN_CODEC, null);
        assertThat(frames(video(brief, 0))).hasSize(1);
    }

    private static VideoShape h264() {
        return new VideoShape(1, 4, 2, 1, 3, Pattern.NOISE, Container.MP4, "libx264", null);
    }

    private Ffmpeg script(String... lines) throws IOException {
        Path script = Files.write(directory.resolve("ffmpeg"), List.of(lines));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return new Ffmpeg(script.toString());
    }

    /** A stand-in that keeps its input as the video, and says how it was called. */
    @Test
    void otherCodecsAreLeftToFfmpeg() throws IOException {
        Ffmpeg ffmpeg = script(
                "#!/bin/sh", "echo \"$@\" > " + directory.resolve("called"), "for last; do :; done", "cat > \"$last\"");

        byte[] raw =
                ffmpeg.encode(h264(), new VideoFrames(h264(), new SeededRandom(1, 1, 1)), new SeededRandom(1, 1, 1));

        assertThat(raw).hasSize(4 * 2 * 3 * 3);
        BufferedImage first = new VideoFrames(h264(), new SeededRandom(1, 1, 1)).frame(0);
        assertThat(((raw[0] & 0xff) << 16) | ((raw[1] & 0xff) << 8) | (raw[2] & 0xff))
                .isEqualTo(first.getRGB(0, 0) & 0xffffff);
        assertThat(Files.readString(directory.resolve("called")))
                .contains("-f rawvideo -pix_fmt rgb24 -s 4x2 -r 3 -i pipe:0", "-c:v libx264 -f mp4 -y ");
    }

    /** One that keeps the sound that it is given as the video. */
    @Test
    void ffmpegIsGivenTheSoundAsAFile() throws IOException {
        VideoSound sound = new VideoSound(48_000, 24, 2, VideoSound.Codec.LIBVORBIS);
        VideoShape shape = new VideoShape(1, 4, 2, 1.9, 3, Pattern.NOISE, Container.WEBM, "libvpx-vp9", sound);
        Ffmpeg ffmpeg = script(
                "#!/bin/sh",
                "echo \"$@\" > " + directory.resolve("called"),
                "for last; do case $last in *.wav) wav=$last;; esac; done",
                "cat > /dev/null; cp $wav \"$last\"");

        byte[] wav = ffmpeg.encode(shape, new VideoFrames(shape, new SeededRandom(1, 1, 1)), new SeededRandom(1, 1, 1));

        // Five frames of a third of a second.
        assertThat(wav).hasSize(44 + 5 * 16_000 * 3 * 2);
        assertThat(ByteBuffer.wrap(wav).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(24))
                .isEqualTo(48_000);
        assertThat(Files.readString(directory.resolve("called")))
                .containsPattern(
                        "-i pipe:0 -i \\S+sound.wav -threads 1 .* -c:a libvorbis -shortest -c:v libvpx-vp9 -f webm -y ");
        assertThat(Path.of(Files.readString(directory.resolve("called")).replaceFirst("(?s).* -i (\\S+wav).*", "$1")))
                .doesNotExist();
    }

    @Test
    void sayInOneLineThatThereIsNoFfmpeg() {
        Ffmpeg none = new Ffmpeg(directory.resolve("none").toString());
        assertThatThrownBy(() -> none.encode(
                        h264(), new VideoFrames(h264(), new SeededRandom(1, 1, 1)), new SeededRandom(1, 1, 1)))
                .isInstanceOf(PromptException.class)
                .hasMessage("--video-codec libx264 in mp4 needs ffmpeg, which is not on the PATH; install it, or use"
                        + " --video-format mp4 --video-codec mjpeg, which needs nothing");
    }

    @Test
    void sayInOneLineWhyFfmpegRefused() throws IOException {
        Ffmpeg refusing = script("#!/bin/sh", "echo 'Unknown encoder'", "echo more", "exit 8");
        assertThatThrownBy(() -> refusing.encode(
                        h264(), new VideoFrames(h264(), new SeededRandom(1, 1, 1)), new SeededRandom(1, 1, 1)))
                .isInstanceOf(PromptException.class)
                .hasMessage("--video-codec libx264: ffmpeg refused: Unknown encoder");
    }
}
