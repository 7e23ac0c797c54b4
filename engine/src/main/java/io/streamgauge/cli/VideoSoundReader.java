package io.streamgauge.cli;

import io.streamgauge.prompt.VideoShape;
import io.streamgauge.prompt.VideoShape.Container;
import io.streamgauge.prompt.VideoSound;
import io.streamgauge.prompt.VideoSound.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the options on the sound of videos into it, noting every contradiction. */
final class VideoSoundReader {
    private static final int HERTZ = 44_100;
    private static final int LEAST_HERTZ = 8_000;
    private static final int MOST_HERTZ = 96_000;
    private static final int BITS = 16;
    /** AIPerf takes rates in hertz too; none is below, or above it in kilohertz. */
    private static final double MOST_KILOHERTZ = 1000;

    private VideoSoundReader() {}

    /**
     * Null for none.
     *
     * @param codec of the picture
     */
    static @Nullable VideoSound read(MediaOptions options, Container container, String codec, Problems problems) {
        Integer channels = options.videoChannels;
        String needed = "--video-audio-num-channels";
        problems.addIf(
                channels != null && (channels < 0 || channels > 2), needed + " " + channels + ": give 0, 1 or 2");
        boolean any = channels != null && channels > 0;
        problems.needs(needed, any, "--video-audio-codec", options.videoAudioCodec);
        problems.needs(needed, channels != null, "--video-audio-sample-rate", options.videoAudioRate);
        problems.needs(needed, channels != null, "--video-audio-depth", options.videoAudioDepth);
        int bits = options.videoAudioDepth == null ? BITS : options.videoAudioDepth;
        boolean known = List.of(8, 16, 24, 32).contains(bits);
        problems.addIf(!known, "--video-audio-depth " + bits + ": give 8, 16, 24 or 32");
        if (channels == null || channels <= 0) {
            return null;
        }
        Codec sound = codec(options, container, codec, problems);
        return new VideoSound(
                hertz(options, container, codec, sound, problems), known ? bits : BITS, Math.min(channels, 2), sound);
    }

    private static Codec codec(MediaOptions options, Container container, String codec, Problems problems) {
        Codec usual = container == Container.WEBM
                ? Codec.LIBVORBIS
                : codec.equals(VideoShape.OWN_CODEC) ? Codec.MP3 : Codec.AAC;
        if (options.videoAudioCodec == null) {
            return usual;
        }
        Codec given = problems.oneOf("--video-audio-codec", options.videoAudioCodec, usual);
        problems.addIf(
                container == Container.WEBM && (given == Codec.MP3 || given == Codec.AAC),
                "--video-audio-codec " + given.word()
                        + " and --video-format webm: such files hold libvorbis or libopus");
        return given;
    }

    private static int hertz(MediaOptions options, Container container, String codec, Codec sound, Problems problems) {
        double given = options.videoAudioRate == null ? HERTZ : options.videoAudioRate;
        double hertz = given <= MOST_KILOHERTZ ? given * 1000 : given;
        boolean usable = hertz >= LEAST_HERTZ && hertz <= MOST_HERTZ;
        problems.addIf(
                !usable,
                "--video-audio-sample-rate " + options.videoAudioRate + ": give 8 to 96 kHz, or 8000 to 96000 Hz");
        int whole = usable ? (int) Math.round(hertz) : HERTZ;
        boolean own = container == Container.MP4 && codec.equals(VideoShape.OWN_CODEC) && sound == Codec.MP3;
        problems.addIf(
                own && !VideoSound.ownHas(whole),
                "--video-audio-sample-rate " + options.videoAudioRate
                        + ": mp3 in mp4 has 16, 22.05, 24, 32, 44.1 and 48 kHz; give one of these, or --video-audio-codec aac, which needs ffmpeg");
        return whole;
    }
}
