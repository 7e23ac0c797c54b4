package io.streamgauge.prompt;

import io.streamgauge.prompt.VideoSound.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Videos to make for each request.
 *
 * @param count of one request; 0 for none
 * @param width in pixels
 * @param height in pixels
 * @param seconds how long each is
 * @param framesPerSecond of each
 * @param pattern what they show
 * @param container the kind of file
 * @param codec how frames are encoded: {@link #OWN_CODEC}, or what ffmpeg calls it
 * @param sound null for none
 */
public record VideoShape(
        int count,
        int width,
        int height,
        double seconds,
        int framesPerSecond,
        Pattern pattern,
        Container container,
        String codec,
        @Nullable VideoSound sound) {
    /** Motion JPEG, for which nothing has to be installed. */
    public static final String OWN_CODEC = "mjpeg";

    /** No videos. */
    public static final VideoShape NONE =
            new VideoShape(0, 1, 1, 1, 1, Pattern.MOVING_SHAPES, Container.MP4, OWN_CODEC, null);

    /** What videos show. */
    public enum Pattern {
        /** Circles and rectangles that move and come back on the other side. */
        MOVING_SHAPES,
        /** The hands of a clock before a grid. */
        GRID_CLOCK,
        /** Pixels, each of a colour of its own. */
        NOISE
    }

    /** Kinds of files. */
    public enum Container {
        MP4("mp4", OWN_CODEC),
        WEBM("webm", "libvpx-vp9");

        private final String type;
        private final String usualCodec;

        Container(String type, String usualCodec) {
            this.type = type;
            this.usualCodec = usualCodec;
        }

        /** As media types and ffmpeg call it. */
        public String type() {
            return type;
        }

        /** The codec unless another is asked for. */
        public String usualCodec() {
            return usualCodec;
        }
    }

    public VideoShape {
        if (count < 0 || width < 1 || height < 1 || framesPerSecond < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("videos " + count + " of " + width + "x" + height + ", " + seconds
                    + " s, " + framesPerSecond + " frames a second");
        }
    }

    /** Frames of a video: as many as are over within its time, and one at least. */
    int frames() {
        return Math.max(1, (int) (seconds * framesPerSecond));
    }

    /** How long they are: all of their frames. */
    double pictureSeconds() {
        return (double) frames() / framesPerSecond;
    }

    /** Whether files are made here, without ffmpeg. */
    boolean isOwn() {
        return container == Container.MP4 && codec.equals(OWN_CODEC) && (sound == null || sound.codec() == Codec.MP3);
    }
}
