package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Images, sounds and videos beside the text. */
@Command(optionListHeading = "%nImages, sounds and videos%n")
final class MediaOptions {
    @Option(
            names = {"--batch-size-image", "--image-batch-size"},
            paramLabel = "N",
            description =
                    "Images in one request. Default: 1 for multimodal, vision, image_retrieval and image_edit, and where an --image option is given; else 0.")
    @Nullable
    Integer imageBatch;

    @Option(names = "--image-width-mean", paramLabel = "N", description = "Mean width in pixels. Default: 100.")
    @Nullable
    Integer imageWidth;

    @Option(names = "--image-width-stddev", paramLabel = "N", description = "Standard deviation of widths. Default: 0.")
    @Nullable
    Double imageWidthStddev;

    @Option(names = "--image-height-mean", paramLabel = "N", description = "Mean height in pixels. Default: 100.")
    @Nullable
    Integer imageHeight;

    @Option(
            names = "--image-height-stddev",
            paramLabel = "N",
            description = "Standard deviation of heights. Default: 0.")
    @Nullable
    Double imageHeightStddev;

    @Option(names = "--image-format", paramLabel = "FORMAT", description = "png, jpeg or random. Default: random.")
    @Nullable
    String imageFormat;

    @Option(
            names = "--image-source",
            paramLabel = "SOURCE",
            description =
                    "What images show: squares of colours, noise (each pixel another colour), or the images of a directory, brought to the size asked for. Default: squares.")
    @Nullable
    String imageSource;

    @Option(
            names = "--image-source-sampling",
            paramLabel = "ORDER",
            description =
                    "Which image of a directory is next: random-with-replacement, shuffle-cycle or sequential-cycle (by name). Default: random-with-replacement.")
    @Nullable
    String imageSourceSampling;

    @Option(
            names = "--uuid-and-strip",
            description =
                    "Give each image a name, by which vLLM keeps it (its uuid), and send nothing but the names once a request with the same images was answered. Where a file has image_uuids, these are the names.")
    boolean stripsImages;

    @Option(
            names = {"--batch-size-audio", "--audio-batch-size"},
            paramLabel = "N",
            description = "Sounds in one request. Default: 1 where --audio-length-mean is given, else 0.")
    @Nullable
    Integer audioBatch;

    @Option(names = "--audio-length-mean", paramLabel = "S", description = "Mean length in seconds. Default: no sound.")
    @Nullable
    Double audioLength;

    @Option(
            names = "--audio-length-stddev",
            paramLabel = "S",
            description = "Standard deviation of lengths. Default: 0.")
    @Nullable
    Double audioLengthStddev;

    @Option(names = "--audio-format", paramLabel = "FORMAT", description = "wav or mp3. Default: wav.")
    String audioFormat = "wav";

    @Option(
            names = "--audio-depths",
            arity = "1..*",
            split = ",",
            paramLabel = "BITS",
            description = "Sample depths to choose from, of wav: 8, 16, 24, 32. Default: 16.")
    List<Integer> audioDepths = new ArrayList<>();

    @Option(
            names = "--audio-sample-rates",
            arity = "1..*",
            split = ",",
            paramLabel = "KHZ",
            description = "Sample rates to choose from, in kHz. Default: 16.")
    List<Double> audioRates = new ArrayList<>();

    @Option(names = "--audio-num-channels", paramLabel = "N", description = "1 or 2. Default: 1.")
    int audioChannels = 1;

    @Option(
            names = {"--video-batch-size", "--batch-size-video"},
            paramLabel = "N",
            description = "Videos in one request. Default: 1 where --video-width is given, else 0.")
    @Nullable
    Integer videoBatch;

    @Option(names = "--video-width", paramLabel = "N", description = "Width in pixels. Default: no video.")
    @Nullable
    Integer videoWidth;

    @Option(names = "--video-height", paramLabel = "N", description = "Height in pixels; with --video-width.")
    @Nullable
    Integer videoHeight;

    @Option(names = "--video-duration", paramLabel = "S", description = "Length in seconds. Default: 5.")
    @Nullable
    Double videoDuration;

    @Option(names = "--video-fps", paramLabel = "N", description = "Frames a second. Default: 4.")
    @Nullable
    Integer videoFps;

    @Option(
            names = "--video-synth-type",
            paramLabel = "WHAT",
            description =
                    "What videos show: moving_shapes, grid_clock, or noise (each pixel another colour). Default: moving_shapes.")
    @Nullable
    String videoPattern;

    @Option(names = "--video-format", paramLabel = "FORMAT", description = "mp4 or webm. Default: mp4.")
    @Nullable
    String videoFormat;

    @Option(
            names = "--video-codec",
            paramLabel = "CODEC",
            description =
                    "How frames are encoded. mjpeg in mp4 is made here; anything else by the ffmpeg on the PATH, by its names, as libx264 or libvpx-vp9. Default: mjpeg in mp4, libvpx-vp9 in webm.")
    @Nullable
    String videoCodec;

    @Option(
            names = "--video-audio-num-channels",
            paramLabel = "N",
            description = "Give videos a sound, noise as long as the picture, of 1 or 2 channels. Default: 0, none.")
    @Nullable
    Integer videoChannels;

    @Option(
            names = "--video-audio-codec",
            paramLabel = "CODEC",
            description =
                    "How the sound is encoded. mp3 beside mjpeg in mp4 is made here; by ffmpeg else: aac, libvorbis, libopus. Default: mp3 beside mjpeg in mp4, else aac; libvorbis in webm.")
    @Nullable
    String videoAudioCodec;

    @Option(
            names = "--video-audio-sample-rate",
            paramLabel = "KHZ|HZ",
            description = "Its sample rate, in kHz or Hz. Default: 44.1.")
    @Nullable
    Double videoAudioRate;

    @Option(
            names = "--video-audio-depth",
            paramLabel = "BITS",
            description = "Depth of its samples before they are encoded by ffmpeg: 8, 16, 24 or 32. Default: 16.")
    @Nullable
    Integer videoAudioDepth;
}
