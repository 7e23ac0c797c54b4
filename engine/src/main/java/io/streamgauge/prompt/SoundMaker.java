package io.streamgauge.prompt;

import io.streamgauge.prompt.MediaShape.SoundFormat;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes files of noise. Any thread. */
final class SoundMaker {
    private static final double SHORTEST_SECONDS = 0.01;
    private static final int MOST_SOUND_BYTES = 256 << 20;

    private final MediaShape.Sounds shape;

    SoundMaker(MediaShape.Sounds shape) {
        this.shape = shape;
    }

    /** The next sound that the generator gives. */
    Content.Audio sound(RandomGenerator random) {
        double seconds = Math.max(
                SHORTEST_SECONDS, shape.seconds().mean() + shape.seconds().stddev() * random.nextGaussian());
        int hertz = shape.hertz().get(random.nextInt(shape.hertz().size()));
        int sampleBytes = shape.bits().get(random.nextInt(shape.bits().size())) / 8;
        boolean mp3 = shape.format() == SoundFormat.MP3;
        long bytes = mp3
                ? Mp3Noise.bytes(seconds, hertz, shape.channels())
                : Math.round(seconds * hertz) * sampleBytes * shape.channels();
        if (bytes > MOST_SOUND_BYTES) {
            throw new PromptException("a sound of " + seconds + " s takes " + bytes + " bytes; ask for a shorter one");
        }
        byte[] file = mp3
                ? Mp3Noise.file(seconds, hertz, shape.channels(), random)
                : wav((int) bytes, hertz, sampleBytes, shape.channels(), random);
        return new Content.Audio(Base64.getEncoder().encodeToString(file), mp3 ? "mp3" : "wav");
    }

    /** A RIFF file with one chunk of PCM samples. */
    static byte[] wav(int bytes, int hertz, int sampleBytes, int channels, RandomGenerator random) {
        var file = new ByteArrayOutputStream(bytes + 44);
        ascii(file, "RIFF");
        little(file, 36L + bytes, 4);
        ascii(file, "WAVEfmt ");
        little(file, 16, 4);
        little(file, 1, 2);
        little(file, channels, 2);
        little(file, hertz, 4);
        little(file, (long) hertz * sampleBytes * channels, 4);
        little(file, (long) sampleBytes * channels, 2);
        little(file, sampleBytes * 8L, 2);
        ascii(file, "data");
        little(file, bytes, 4);
        var samples = new byte[bytes];
        random.nextBytes(samples);
        file.writeBytes(samples);
        return file.toByteArray();
    }

    private static void ascii(ByteArrayOutputStream file, String text) {
        text.chars().forEach(file::write);
    }

    private static void little(ByteArrayOutputStream file, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            file.write((int) (value >>> (8 * i)));
        }
    }
}
