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

/**
 * Encodes frames with the ffmpeg of this machine, which decides what codecs there are. What it makes is the same each time on one
 * machine.
 *
 * @param command how it is called
 */
record Ffmpeg(String command) {
    /** The one on the path. */
    static final Ffmpeg HERE = new Ffmpeg("ffmpeg");

    /**
     * A video file.
     *
     * @throws PromptException in one line where there is no ffmpeg, or it refuses
     */
    byte[] encode(VideoShape shape, VideoFrames frames) {
        try {
            Path directory = Files.createTempDirectory("streamgauge-video");
            Path file = directory.resolve("video");
            Path said = directory.resolve("said");
            try {
                return run(shape, frames, file, said);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(said);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] run(VideoShape shape, VideoFrames frames, Path file, Path said) throws IOException {
        Process process = start(shape, file, said);
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

    private Process start(VideoShape shape, Path file, Path said) {
        String size = shape.width() + "x" + shape.height();
        String raw = "-hide_banner -loglevel error -f rawvideo -pix_fmt rgb24 -s " + size + " -r "
                + shape.framesPerSecond() + " -i pipe:0 -threads 1 -pix_fmt yuv420p -flags +bitexact -fflags +bitexact";
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(raw.split(" ")));
        line.addAll(List.of("-c:v", shape.codec(), "-f", shape.container().type(), "-y", file.toString()));
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            throw new PromptException("--video-codec " + shape.codec() + " in "
                    + shape.container().type()
                    + " needs ffmpeg, which is not on the PATH; install it, or use --video-format mp4 --video-codec "
                    + VideoShape.OWN_CODEC + ", which needs nothing");
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
