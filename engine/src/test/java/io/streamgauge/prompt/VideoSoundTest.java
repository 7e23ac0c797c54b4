package io.streamgauge.prompt;

import static io.streamgauge.prompt.Mp4Boxes.all;
import static io.streamgauge.prompt.Mp4Boxes.behind;
import static io.streamgauge.prompt.Mp4Boxes.box;
import static io.streamgauge.prompt.Mp4Boxes.samples;
import static io.streamgauge.prompt.Mp4Boxes.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.prompt.VideoShape.Container;
import io.streamgauge.prompt.VideoShape.Pattern;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.SampleBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sound of a video, as a reader of the format and a decoder find it. */
class VideoSoundTest {
    private static VideoShape shape(double seconds, int framesPerSecond, @Nullable VideoSound sound) {
        return new VideoShape(
                1, 16, 8, seconds, framesPerSecond, Pattern.NOISE, Container.MP4, VideoShape.OWN_CODEC, sound);
    }

    @ParameterizedTest
    @CsvSource({
        "44100, 1, 1.5, 6, 107",
        "48000, 2, 1.5, 6, 107",
        "32000, 1, 2, 3, 107",
        "22050, 2, 0.7, 4, 105",
        "16000, 1, 0.05, 1, 105"
    })
    void beginsAndEndsWithThePicture(int hertz, int channels, double seconds, int framesPerSecond, int objectType)
            throws Exception {
        VideoShape shape = shape(seconds, framesPerSecond, new VideoSound(hertz, 16, channels, VideoSound.Codec.MP3));
        byte[] file = video(shape, 0);
        ByteBuffer movie = box(file, "moov");
        List<ByteBuffer> tracks = all(movie, "trak");
        assertThat(tracks).hasSize(2);
        ByteBuffer picture = tracks.get(0);
        ByteBuffer sound = tracks.get(1);

        int length = Math.max(1, (int) (seconds * framesPerSecond)) * 1000 / framesPerSecond;
        assertThat(box(movie, "mvhd").getInt(16)).isEqualTo(length);
        assertThat(box(movie, "mvhd").getInt(96)).as("next track").isEqualTo(3);
        assertThat(tracks).extracting(track -> box(track, "tkhd").getInt(12)).containsExactly(1, 2);
        assertThat(tracks).extracting(track -> box(track, "tkhd").getInt(20)).containsExactly(length, length);
        assertThat(box(sound, "tkhd").getShort(36)).as("volume").isEqualTo((short) 0x100);
        ByteBuffer edit = box(sound, "edts", "elst");
        assertThat(List.of(edit.getInt(4), edit.getInt(8), edit.getInt(12))).containsExactly(1, length, 0);

        ByteBuffer media = box(sound, "mdia", "mdhd");
        ByteBuffer times = box(sound, "mdia", "minf", "stbl", "stts");
        assertThat(media.getInt(12)).isEqualTo(hertz);
        assertThat(media.getInt(16)).isEqualTo(times.getInt(8) * times.getInt(12));
        assertThat(media.getInt(16) * 1000L / hertz).isGreaterThanOrEqualTo(length);
        assertThat(box(sound, "mdia", "hdlr").getInt(8))
                .isEqualTo(ByteBuffer.wrap("soun".getBytes(StandardCharsets.US_ASCII))
                        .getInt());
        assertThat(all(box(sound, "mdia", "minf"), "smhd")).hasSize(1);
        ByteBuffer described = box(sound, "mdia", "minf", "stbl", "stsd");
        ByteBuffer entry = box(behind(8, described), "mp4a");
        assertThat(List.of((int) entry.getShort(16), (int) entry.getShort(18))).containsExactly(channels, 16);
        assertThat(entry.getInt(24) >>> 16).isEqualTo(hertz);
        ByteBuffer stream = box(behind(28, entry), "esds");
        assertThat(List.of((int) stream.get(11), stream.get(12) >> 2)).containsExactly(objectType, 5);

        List<byte[]> frames = samples(file, sound);
        assertThat(samples(file, picture))
                .allSatisfy(frame -> assertThat(ImageIO.read(new ByteArrayInputStream(frame)))
                        .isNotNull());
        ByteArrayOutputStream mp3 = new ByteArrayOutputStream();
        frames.forEach(mp3::writeBytes);
        assertThat(Arrays.copyOfRange(file, file.length - mp3.size(), file.length))
                .isEqualTo(mp3.toByteArray());
        assertThat(heardSeconds(mp3.toByteArray(), hertz, channels))
                .isCloseTo((double) media.getInt(16) / hertz, within(1e-9));
        assertThat(frames).allSatisfy(frame -> assertThat(frame).startsWith(0xff));
    }

    private static double heardSeconds(byte[] mp3, int hertz, int channels) throws Exception {
        var stream = new Bitstream(new ByteArrayInputStream(mp3));
        var decoder = new Decoder();
        long samples = 0;
        for (var head = stream.readFrame(); head != null; head = stream.readFrame()) {
            var pcm = (SampleBuffer) decoder.decodeFrame(head, stream);
            assertThat(pcm.getSampleFrequency()).isEqualTo(hertz);
            assertThat(pcm.getChannelCount()).isEqualTo(channels);
            samples += pcm.getBufferLength();
            stream.closeFrame();
        }
        return (double) samples / channels / hertz;
    }

    @Test
    void followsFromTheSeed() {
        VideoShape shape = shape(1, 2, new VideoSound(44_100, 16, 1, VideoSound.Codec.MP3));
        assertThat(video(shape, 1)).isEqualTo(video(shape, 1));
        assertThat(lastSound(video(shape, 1))).isNotEqualTo(lastSound(video(shape, 2)));
        assertThat(all(box(video(shape(1, 2, null), 1), "moov"), "trak")).hasSize(1);
    }

    private static byte[] lastSound(byte[] file) {
        return samples(file, all(box(file, "moov"), "trak").get(1)).getLast();
    }

    @Test
    void otherCodecsNeedFfmpeg() {
        VideoShape shape = shape(1, 2, new VideoSound(44_100, 16, 1, VideoSound.Codec.AAC));
        assertThatThrownBy(() -> video(shape, 1))
                .isInstanceOf(PromptException.class)
                .hasMessage(
                        "--video-codec mjpeg in mp4 with --video-audio-codec aac needs ffmpeg, which is not on the PATH;"
                                + " install it, or use --video-format mp4 --video-codec mjpeg --video-audio-codec mp3, which needs nothing");
    }
}
