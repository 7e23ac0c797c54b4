package io.streamgauge.prompt;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Encodes frames with the ffmpeg of this machine, which decides what codecs there are. What it makes is the same each time on one
 * machine.
 *
 * @param command how it is called
 */
record Ffmpeg(String command) {
    private static final int MOST_SOUND_BYTES = 256 << 20;

    /** The one on the path. */
    static final Ffmpeg HERE = new Ffmpeg("ffmpeg");

    /**
     * A video file.
     *
     * @throws PromptException in one line where there is no ffmpeg, or it refuses
     */
    byte[] encode(VideoShape shape, VideoFrames frames, RandomGenerator random) {
        try {
            Path directory = Files.createTempDirectory("streamgauge-video");
            Path file = directory.resolve("video");
            Path said = directory.resolve("said");
            Path sound = directory.resolve("sound.wav");
            try {
                if (shape.sound() != null) {
                    Files.write(sound, noise(shape.sound(), shape.pictureSeconds(), random));
                }
                return run(shape, frames, file, said, sound);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(said);
                Files.deleteIfExists(sound);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] run(VideoShape shape, VideoFrames frames, Path file, Path said, Path sound) throws IOException {
        Process process = start(shape, file, said, sound);
        try {
            write(shape, frames, process.getOutputStream());
            int code = process.waitFor();
            if (code != 0) {
                throw new PromptException(
                        "--video-codec " + shape.codec() + ": ffmpeg refused: " + complaint(said, code));
            }
            return Files.readAllBytes(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PromptException("interrupted while ffmpeg made a video");
        } finally {
            process.destroy();
        }
    }

    /** A file that is there before ffmpeg is started, which so never waits for it while frames are written. */
    private static byte[] noise(VideoSound sound, double seconds, RandomGenerator random) {
        int sampleBytes = sound.bits() / 8;
        long bytes = Math.round(seconds * sound.hertz()) * sampleBytes * sound.channels();
        if (bytes > MOST_SOUND_BYTES) {
            throw new PromptException(
                    "the sound of a video of " + seconds + " s takes " + bytes + " bytes; ask for a shorter one");
        }
        return SoundMaker.wav((int) bytes, sound.hertz(), sampleBytes, sound.channels(), random);
    }

    private Process start(VideoShape shape, Path file, Path said, Path sound) {
        String size = shape.width() + "x" + shape.height();
        String raw = "-hide_banner -loglevel error -f rawvideo -pix_fmt rgb24 -s " + size + " -r "
                + shape.framesPerSecond() + " -i pipe:0";
        String encoded = "-threads 1 -pix_fmt yuv420p -flags +bitexact -fflags +bitexact";
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(raw.split(" ")));
        VideoSound noise = shape.sound();
        if (noise != null) {
            line.addAll(List.of("-i", sound.toString()));
        }
        line.addAll(List.of(encoded.split(" ")));
        if (noise != null) {
            line.addAll(List.of("-c:a", noise.codec().encoder(), "-shortest"));
        }
        line.addAll(List.of("-c:v", shape.codec(), "-f", shape.container().type(), "-y", file.toString()));
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            String with = noise == null
                    ? ""
                    : " with --video-audio-codec " + noise.codec().word();
            throw new PromptException("--video-codec " + shape.codec() + " in "
                    + shape.container().type() + with
                    + " needs ffmpeg, which is not on the PATH; install it, or use --video-format mp4 --video-codec "
                    + VideoShape.OWN_CODEC
                    + (noise == null ? "" : " --video-audio-codec " + VideoSound.Codec.MP3.word())
                    + ", which needs nothing");
        }
    }

    private static void write(VideoShape shape, VideoFrames frames, OutputStream to) {
        byte[] row = new byte[3 * shape.width()];
        try (OutputStream out = new BufferedOutputStream(to, 1 << 16)) {
            for (int i = 0; i < shape.frames(); i++) {
                BufferedImage frame = frames.frame(i);
                for (int y = 0; y < shape.height(); y++) {
                    for (int x = 0; x < shape.width(); x++) {
                        int color = frame.getRGB(x, y);
                        row[3 * x] = (byte) (color >> 16);
                        row[3 * x + 1] = (byte) (color >> 8);
                        row[3 * x + 2] = (byte) color;
                    }
                    out.write(row);
                }
            }
        } catch (IOException gone) {
            // It ended before it had read all: what it said tells why.
        }
    }

    private static String complaint(Path said, int code) throws IOException {
        String text = Files.readString(said, StandardCharsets.ISO_8859_1).strip();
        return text.isEmpty() ? "exit code " + code : text.lines().findFirst().orElseThrow();
    }
}
