package io.streamgauge.prompt;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Makes images. Any thread. */
final class ImageMaker {
    private static final int SHUFFLE_STREAM = 7;
    private static final int SQUARE = 16;

    private final MediaShape.Images shape;
    private final long seed;

    ImageMaker(MediaShape.Images shape, long seed) {
        this.shape = shape;
        this.seed = seed;
    }

    /** The image of that number as a data URL. */
    String image(long number, RandomGenerator random) {
        int width = shape.width().draw(random);
        int height = shape.height().draw(random);
        var format = shape.formats().get(random.nextInt(shape.formats().size()));
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        switch (shape.source()) {
            case ImageSource.Squares squares -> squares(image, random);
            case ImageSource.Noise noise -> noise(image, random);
            case ImageSource.Files files -> scaled(file(files, number, random), image);
        }
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

    private static void squares(BufferedImage image, RandomGenerator random) {
        var canvas = image.createGraphics();
        for (int x = 0; x < image.getWidth(); x += SQUARE) {
            for (int y = 0; y < image.getHeight(); y += SQUARE) {
                canvas.setColor(new Color(random.nextInt(1 << 24)));
                canvas.fillRect(x, y, SQUARE, SQUARE);
            }
        }
        canvas.dispose();
    }

    private static void noise(BufferedImage image, RandomGenerator random) {
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = random.nextInt(1 << 24);
            }
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
    }

    /** What is transparent becomes white. */
    private static void scaled(Path file, BufferedImage image) {
        BufferedImage read = read(file);
        if (read == null) {
            throw new PromptException(
                    "--image-source: " + file + " cannot be read as an image; take it out of the directory");
        }
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(read, 0, 0, image.getWidth(), image.getHeight(), Color.WHITE, null);
        canvas.dispose();
    }

    private static @Nullable BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            return null;
        }
    }

    private Path file(ImageSource.Files source, long number, RandomGenerator random) {
        List<Path> files = source.files();
        int place = (int) (number % files.size());
        return switch (source.sampling()) {
            case RANDOM_WITH_REPLACEMENT -> files.get(random.nextInt(files.size()));
            case SEQUENTIAL_CYCLE -> files.get(place);
            case SHUFFLE_CYCLE -> {
                List<Path> round = new ArrayList<>(files);
                Collections.shuffle(round, new SeededRandom(seed, SHUFFLE_STREAM, number / files.size()));
                yield round.get(place);
            }
        };
    }
}
