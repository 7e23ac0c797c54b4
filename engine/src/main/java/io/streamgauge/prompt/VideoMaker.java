package io.streamgauge.prompt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes videos: Motion JPEG by itself, anything else with ffmpeg. Any thread. */
final class VideoMaker {
    private static final int MOST_VIDEO_BYTES = 256 << 20;

    private final VideoShape shape;
    private final Ffmpeg ffmpeg;

    VideoMaker(VideoShape shape, Ffmpeg ffmpeg) {
        this.shape = shape;
        this.ffmpeg = ffmpeg;
    }

    /** The next video that the generator gives, as a data URL. */
    String video(RandomGenerator random) {
        VideoFrames frames = new VideoFrames(shape, random);
        byte[] file = shape.isOwn() ? own(frames, random) : ffmpeg.encode(shape, frames, random);
        return "data:video/" + shape.container().type() + ";base64,"
                + Base64.getEncoder().encodeToString(file);
    }

    private byte[] own(VideoFrames frames, RandomGenerator random) {
        List<byte[]> encoded = new ArrayList<>();
        long bytes = 0;
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try {
            for (int i = 0; i < shape.frames(); i++) {
                encoded.add(jpeg(writer, frames, i));
                bytes += encoded.getLast().length;
                if (bytes > MOST_VIDEO_BYTES) {
                    throw new PromptException("a video of " + shape.width() + "x" + shape.height() + " pixels, "
                            + shape.seconds() + " s and " + shape.framesPerSecond()
                            + " frames a second takes more than 256 MiB; ask for less");
                }
            }
        } finally {
            writer.dispose();
        }
        Mp4Track picture = Mp4Track.motionJpeg(shape.width(), shape.height(), shape.framesPerSecond(), encoded);
        VideoSound sound = shape.sound();
        return Mp4File.of(shape.width(), shape.height(), picture, sound == null ? null : mp3(sound, random));
    }

    private Mp4Track mp3(VideoSound sound, RandomGenerator random) {
        List<byte[]> frames = Mp3Noise.frames(shape.pictureSeconds(), sound.hertz(), sound.channels(), random);
        return Mp4Track.mp3(sound.hertz(), sound.channels(), frames);
    }

    private static byte[] jpeg(ImageWriter writer, VideoFrames frames, int number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(frames.frame(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
