package io.streamgauge.prompt;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/**
 * Makes images of coloured squares and sounds of noise. Each index has its own, from the seed: sizes, formats and what they
 * show. The bytes of an image depend on the JDK's encoders, what it shows does not. Any thread.
 */
public final class MediaMaker {
    private static final int MEDIA_STREAM = 6;
    private static final int SQUARE = 16;
    private static final int MOST_SOUND_BYTES = 256 << 20;

    private final MediaShape shape;
    private final long seed;

    public MediaMaker(MediaShape shape, long seed) {
        this.shape = shape;
        this.seed = seed;
    }

    /** Images and sounds of the request with that number. */
    public Content.Media media(long index) {
        var random = new SeededRandom(seed, MEDIA_STREAM, index);
        List<String> images = new ArrayList<>();
        for (int i = 0; i < shape.images(); i++) {
            images.add(image(random));
        }
        List<Content.Audio> sounds = new ArrayList<>();
        for (int i = 0; i < shape.sounds(); i++) {
            sounds.add(new Content.Audio(Base64.getEncoder().encodeToString(sound(random)), "wav"));
        }
        return new Content.Media(images, sounds);
    }

    private String image(RandomGenerator random) {
        int width = shape.width().draw(random);
        int height = shape.height().draw(random);
        var format = shape.formats().get(random.nextInt(shape.formats().size()));
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        for (int x = 0; x < width; x += SQUARE) {
            for (int y = 0; y < height; y += SQUARE) {
                canvas.setColor(new Color(random.nextInt(1 << 24)));
                canvas.fillRect(x, y, SQUARE, SQUARE);
            }
        }
        canvas.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new PromptException("this Java cannot write images of format " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** A RIFF file with one chunk of PCM samples. */
    private byte[] sound(RandomGenerator random) {
        double seconds = Math.max(0.01, shape.seconds().mean() + shape.seconds().stddev() * random.nextGaussian());
        int hertz = shape.hertz().get(random.nextInt(shape.hertz().size()));
        int sampleBytes = shape.bits().get(random.nextInt(shape.bits().size())) / 8;
        long bytes = Math.round(seconds * hertz) * sampleBytes * shape.channels();
        if (bytes > MOST_SOUND_BYTES) {
            throw new PromptException("a sound of " + seconds + " s takes " + bytes + " bytes; ask for a shorter one");
        }
        var file = new ByteArrayOutputStream((int) bytes + 44);
        ascii(file, "RIFF");
        little(file, 36 + bytes, 4);
        ascii(file, "WAVEfmt ");
        little(file, 16, 4);
        little(file, 1, 2);
        little(file, shape.channels(), 2);
        little(file, hertz, 4);
        little(file, (long) hertz * sampleBytes * shape.channels(), 4);
        little(file, (long) sampleBytes * shape.channels(), 2);
        little(file, sampleBytes * 8L, 2);
        ascii(file, "data");
        little(file, bytes, 4);
        var samples = new byte[(int) bytes];
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
