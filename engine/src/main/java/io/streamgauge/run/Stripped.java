package io.streamgauge.run;

import java.util.List;

/**
 * A request's body with nothing but the names of its images, which makes sense to a server that has had all of them.
 *
 * @param body JSON, never changed
 * @param images that are left out
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, compared by nobody
record Stripped(byte[] body, List<Image> images) {
    /** An image of the run. Any thread. */
    static final class Image {
        private volatile boolean known;
    }

    Stripped {
        images = List.copyOf(images);
    }

    /** Whether requests with each of the images have been answered, so that the server has them. */
    boolean isUnderstood() {
        for (Image image : images) {
            if (!image.known) {
                return false;
            }
        }
        return true;
    }

    /** A request with these images, sent whole or not, has ended: a failure may be that of a server that knows them no more. */
    void ended(boolean answered) {
        for (Image image : images) {
            image.known = answered;
        }
    }
}
