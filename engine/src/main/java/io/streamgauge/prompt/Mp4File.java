package io.streamgauge.prompt;

import static io.streamgauge.prompt.Mp4Box.be2;
import static io.streamgauge.prompt.Mp4Box.be4;
import static io.streamgauge.prompt.Mp4Box.box;
import static io.streamgauge.prompt.Mp4Box.full;
import static io.streamgauge.prompt.Mp4Box.join;
import static io.streamgauge.prompt.Mp4Box.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An MP4 file of one picture and perhaps a sound, which ends with the picture: {@code ftyp}, {@code moov} and then {@code mdat}, so that it
 * can be read from its beginning.
 */
final class Mp4File {
    private static final int MOVIE_TIMESCALE = 1000;

    private final int width;
    private final int height;
    private final List<Mp4Track> tracks;

    private Mp4File(int width, int height, List<Mp4Track> tracks) {
        this.width = width;
        this.height = height;
        this.tracks = tracks;
    }

    /** @param sound as long as the picture at least; null for none */
    static byte[] of(int width, int height, Mp4Track picture, @Nullable Mp4Track sound) {
        return new Mp4File(width, height, sound == null ? List.of(picture) : List.of(picture, sound)).bytes();
    }

    private byte[] bytes() {
        byte[] type = box("ftyp", text("isom"), be4(0x200), text("isomiso2mp41"));
        // Where the samples begin stands in the moov before them, whose length does not depend on it.
        int start = type.length + moov(0).length + Mp4Box.HEADER;
        byte[][] data = tracks.stream().map(Mp4Track::data).toArray(byte[][]::new);
        return join(type, moov(start), box("mdat", data));
    }

    private byte[] moov(int samplesAt) {
        int length = tracks.getFirst().ticks(MOVIE_TIMESCALE);
        byte[] header = full(
                "mvhd",
                0,
                be4(0),
                be4(0),
                be4(MOVIE_TIMESCALE),
                be4(length),
                be4(0x10000),
                be2(0x100),
                new byte[10],
                Mp4Box.matrix(),
                new byte[24],
                be4(tracks.size() + 1));
        byte[] all = header;
        int at = samplesAt;
        for (int i = 0; i < tracks.size(); i++) {
            all = join(all, tracks.get(i).description(i + 1, width, height, length, at));
            at += tracks.get(i).bytes();
        }
        return box("moov", all);
    }
}
