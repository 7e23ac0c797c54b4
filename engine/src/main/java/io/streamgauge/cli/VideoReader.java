package io.streamgauge.cli;

import io.streamgauge.prompt.VideoShape;
import io.streamgauge.prompt.VideoShape.Container;
import io.streamgauge.prompt.VideoShape.Pattern;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the options on videos into their shape, noting every contradiction. */
final class VideoReader {
    private static final int MOST_SECONDS = 3600;
    private static final int MOST_FRAMES_PER_SECOND = 1000;
    private static final double SECONDS = 5;
    private static final int FRAMES_PER_SECOND = 4;

    private final MediaOptions options;
    private final Problems problems;

    VideoReader(MediaOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    /** @param fromFile whether a file says what requests carry */
    VideoShape shape(boolean fromFile) {
        boolean given = Stream.of(
                        options.videoBatch,
                        options.videoWidth,
                        options.videoHeight,
                        options.videoDuration,
                        options.videoFps,
                        options.videoPattern,
                        options.videoFormat,
                        options.videoCodec,
                        options.videoChannels,
                        options.videoAudioRate,
                        options.videoAudioCodec,
                        options.videoAudioDepth)
                .anyMatch(Objects::nonNull);
        if (!given) {
            return VideoShape.NONE;
        }
        problems.addIf(
                fromFile, "--video options and --input-file: a file's lines name their videos; give one of the two");
        problems.addIf(
                options.videoWidth == null || options.videoHeight == null,
                "--video options mean nothing without --video-width and --video-height; give both");
        int count = options.videoBatch == null ? 1 : options.videoBatch;
        problems.addIf(count < 0, "--video-batch-size " + count + ": give 0 or more");
        double seconds = options.videoDuration == null ? SECONDS : options.videoDuration;
        boolean usable = seconds > 0 && seconds <= MOST_SECONDS;
        problems.addIf(
                !usable,
                "--video-duration " + seconds + ": give seconds, more than 0 and " + MOST_SECONDS + " at most");
        Container container = options.videoFormat == null
                ? Container.MP4
                : problems.oneOf("--video-format", options.videoFormat, Container.MP4);
        String codec = options.videoCodec == null ? container.usualCodec() : options.videoCodec;
        boolean word = codec.matches("[\\w.-]+");
        problems.addIf(!word, "--video-codec '" + codec + "': no codec is so called; give for example libx264");
        return new VideoShape(
                fromFile ? 0 : Math.max(0, count),
                within("--video-width", options.videoWidth, 1, MediaReader.MOST_PIXELS),
                within("--video-height", options.videoHeight, 1, MediaReader.MOST_PIXELS),
                usable ? seconds : SECONDS,
                within("--video-fps", options.videoFps, FRAMES_PER_SECOND, MOST_FRAMES_PER_SECOND),
                options.videoPattern == null
                        ? Pattern.MOVING_SHAPES
                        : problems.oneOf("--video-synth-type", options.videoPattern, Pattern.MOVING_SHAPES),
                container,
                codec,
                VideoSoundReader.read(options, container, codec, problems));
    }

    private int within(String option, @Nullable Integer given, int otherwise, int most) {
        int value = given == null ? otherwise : given;
        problems.addIf(value < 1 || value > most, option + " " + value + ": give 1 to " + most);
        return Math.clamp(value, 1, most);
    }
}
