package io.streamgauge.prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes images, sounds of noise, and videos. Each index has its own, from the seed: sizes, formats and what they show. The bytes of
 * images and frames depend on the JDK's encoders, what they show does not. Any thread.
 */
public final class MediaMaker {
    private static final int MEDIA_STREAM = 6;

    private final MediaShape shape;
    private final ImageMaker imageMaker;
    private final SoundMaker soundMaker;
    private final VideoMaker videoMaker;
    private final long seed;

    public MediaMaker(MediaShape shape, long seed) {
        this.shape = shape;
        this.imageMaker = new ImageMaker(shape.images(), seed);
        this.soundMaker = new SoundMaker(shape.sounds());
        this.videoMaker = new VideoMaker(shape.videos(), Ffmpeg.HERE);
        this.seed = seed;
    }

    /** Images, sounds and videos of the request with that number. */
    public Content.Media media(long index) {
        var random = new SeededRandom(seed, MEDIA_STREAM, index);
        int count = shape.images().count();
        List<String> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(imageMaker.image(index * count + i, random));
        }
        List<Content.Audio> sounds = new ArrayList<>();
        for (int i = 0; i < shape.sounds().count(); i++) {
            sounds.add(soundMaker.sound(random));
        }
        List<String> videos = new ArrayList<>();
        for (int i = 0; i < shape.videos().count(); i++) {
            videos.add(videoMaker.video(random));
        }
        return new Content.Media(images, sounds, videos);
    }
}
