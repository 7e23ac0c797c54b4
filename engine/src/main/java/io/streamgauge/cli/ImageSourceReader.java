package io.streamgauge.cli;

import io.streamgauge.prompt.ImageSource;
import io.streamgauge.prompt.ImageSource.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Turns the options on what images show into its source, noting every contradiction. */
final class ImageSourceReader {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private final MediaOptions options;
    private final Problems problems;

    ImageSourceReader(MediaOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    ImageSource source() {
        String given = options.imageSource == null ? "squares" : options.imageSource;
        Sampling sampling = options.imageSourceSampling == null
                ? Sampling.RANDOM_WITH_REPLACEMENT
                : problems.oneOf(
                        "--image-source-sampling", options.imageSourceSampling, Sampling.RANDOM_WITH_REPLACEMENT);
        ImageSource source = switch (given.toLowerCase(Locale.ROOT)) {
            case "squares" -> new ImageSource.Squares();
            case "noise" -> new ImageSource.Noise();
            case "assets" -> {
                problems.add(
                        "--image-source assets: no pictures come along; use squares, noise or a directory of images");
                yield new ImageSource.Squares();
            }
            default -> directory(given, sampling);
        };
        problems.addIf(
                sampling != Sampling.RANDOM_WITH_REPLACEMENT && !(source instanceof ImageSource.Files),
                "--image-source-sampling " + options.imageSourceSampling
                        + ": images that are made up have no order; leave it out, or give a directory as --image-source");
        return source;
    }

    private ImageSource directory(String given, Sampling sampling) {
        try (Stream<Path> files = Files.list(Path.of(given))) {
            List<Path> images =
                    files.filter(ImageSourceReader::isImage).sorted().toList();
            if (!images.isEmpty()) {
                return new ImageSource.Files(images, sampling);
            }
            problems.add("--image-source " + given + ": no " + String.join(", ", ENDINGS) + " file is in it");
        } catch (IOException | InvalidPathException e) {
            problems.add(
                    "--image-source '" + given + "': no such directory; use squares, noise or a directory of images");
        }
        return new ImageSource.Squares();
    }

    private static boolean isImage(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }
}
