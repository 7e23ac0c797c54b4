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

    private final MediaShape.Images images;
    private final MediaShape.Sounds sounds;
    private final SoundMaker soundMaker;
    private final long seed;

    public MediaMaker(MediaShape shape, long seed) {
        this.images = shape.images();
        this.sounds = shape.sounds();
        this.soundMaker = new SoundMaker(sounds);
        this.seed = seed;
    }

    /** Images and sounds of the request with that number. */
    public Content.Media media(long index) {
        var random = new SeededRandom(seed, MEDIA_STREAM, index);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            made.add(image(random));
        }
        List<Content.Audio> heard = new ArrayList<>();
        for (int i = 0; i < sounds.count(); i++) {
            heard.add(soundMaker.sound(random));
        }
        return new Content.Media(made, heard);
    }

    private String image(RandomGenerator random) {
        int width = images.width().draw(random);
        int height = images.height().draw(random);
        var format = images.formats().get(random.nextInt(images.formats().size()));
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
}
