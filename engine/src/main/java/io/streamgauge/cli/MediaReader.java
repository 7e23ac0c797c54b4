package io.streamgauge.cli;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Lengths;
import io.streamgauge.prompt.MediaShape;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the options on images, sounds and videos into their shape, noting every contradiction. */
final class MediaReader {
    private static final int DEFAULT_PIXELS = 100;
    static final int MOST_PIXELS = 16_384;

    private final MediaOptions options;
    private final Problems problems;

    MediaReader(MediaOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    /**
     * @param subject what the endpoint's requests are about
     * @param fromFile whether a file says what requests carry
     */
    MediaShape shape(Subject subject, boolean fromFile) {
        boolean imageGiven = options.imageWidth != null
                || options.imageWidthStddev != null
                || options.imageHeight != null
                || options.imageHeightStddev != null
                || options.imageFormat != null
                || options.imageSource != null
                || options.imageSourceSampling != null;
        boolean audioGiven = options.audioLength != null;
        boolean imagesByNature = Set.of(Subject.MULTIMODAL, Subject.IMAGE_RETRIEVAL, Subject.IMAGE_EDIT)
                .contains(subject);
        problems.addIf(
                fromFile && (imageGiven || audioGiven || options.imageBatch != null || options.audioBatch != null),
                "--image and --audio options and --input-file: a file's lines name their images; give one of the two");
        problems.addIf(
                !audioGiven && (options.audioLengthStddev != null || options.audioBatch != null),
                "--audio options mean nothing without --audio-length-mean; give both or neither");
        MediaShape.SoundFormat format =
                problems.oneOf("--audio-format", options.audioFormat, MediaShape.SoundFormat.WAV);
        problems.addIf(
                options.audioChannels < 1 || options.audioChannels > 2,
                "--audio-num-channels " + options.audioChannels + ": give 1 or 2");
        List<Integer> depths = options.audioDepths.isEmpty() ? List.of(16) : options.audioDepths;
        problems.addIf(
                !List.of(8, 16, 24, 32).containsAll(depths), "--audio-depths " + depths + ": give 8, 16, 24 or 32");
        List<Integer> hertz = options.audioRates.isEmpty()
                ? List.of(16_000)
                : options.audioRates.stream()
                        .map(khz -> (int) Math.round(khz * 1000))
                        .toList();
        problems.addIf(
                hertz.stream().anyMatch(rate -> !format.has(rate)),
                "--audio-sample-rates " + options.audioRates + ": "
                        + (format == MediaShape.SoundFormat.MP3
                                ? "MP3 has 8, 11.025, 12, 16, 22.05, 24, 32, 44.1 and 48 kHz; give some of these"
                                : "give kHz, 1 to 384"));
        int images =
                fromFile ? 0 : count("--batch-size-image", options.imageBatch, imageGiven || imagesByNature ? 1 : 0);
        int sounds = audioGiven ? count("--batch-size-audio", options.audioBatch, 1) : 0;
        return new MediaShape(
                new MediaShape.Images(
                        images,
                        pixels("--image-width", options.imageWidth, options.imageWidthStddev),
                        pixels("--image-height", options.imageHeight, options.imageHeightStddev),
                        formats(),
                        new ImageSourceReader(options, problems).source()),
                new MediaShape.Sounds(
                        sounds,
                        format,
                        new MediaShape.Spread(
                                problems.notNegative("--audio-length-mean", options.audioLength),
                                problems.notNegative("--audio-length-stddev", options.audioLengthStddev)),
                        hertz,
                        depths,
                        Math.clamp(options.audioChannels, 1, 2)),
                new VideoReader(options, problems).shape(fromFile));
    }

    private Lengths pixels(String option, @Nullable Integer mean, @Nullable Double stddev) {
        int pixels = mean == null ? DEFAULT_PIXELS : mean;
        boolean usable = pixels >= 1 && pixels <= MOST_PIXELS;
        problems.addIf(!usable, option + "-mean " + pixels + ": give 1 to " + MOST_PIXELS);
        return new Lengths.Normal(usable ? pixels : DEFAULT_PIXELS, problems.notNegative(option + "-stddev", stddev));
    }

    private List<String> formats() {
        String format = options.imageFormat == null ? "random" : options.imageFormat.toLowerCase(Locale.ROOT);
        if (format.equals("random")) {
            return List.of("png", "jpeg");
        }
        boolean known = format.equals("png") || format.equals("jpeg");
        problems.addIf(!known, "--image-format '" + options.imageFormat + "': use png, jpeg or random");
        return List.of(known ? format : "png");
    }

    private int count(String option, @Nullable Integer given, int otherwise) {
        int value = given == null ? otherwise : given;
        problems.addIf(value < 0, option + " " + value + ": give 0 or more");
        return Math.max(0, value);
    }
}
