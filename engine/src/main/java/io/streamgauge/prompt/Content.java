package io.streamgauge.prompt;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** What a request carries beside, or in place of, a prompt's own prefix and text. JSON is kept as text, so that it is immutable. */
public sealed interface Content {
    /** Nothing: prefix and text are all there is. */
    record Plain() implements Content {}

    /** Several texts in one request, as for embeddings. */
    record Texts(List<String> texts) implements Content {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /** A query and the passages to rank for it. */
    record Ranking(String query, List<String> passages) implements Content {
        public Ranking {
            passages = List.copyOf(passages);
        }
    }

    /**
     * Images, sounds and videos beside the text.
     *
     * @param imageUrls addresses, or data URLs; empty for an image of which only the name is sent
     * @param videoUrls addresses, or data URLs
     * @param imageNames under which the server may keep the images, one for each; none where they are to have none
     */
    record Media(List<String> imageUrls, List<Audio> audios, List<String> videoUrls, List<String> imageNames)
            implements Content {
        public Media {
            imageUrls = List.copyOf(imageUrls);
            audios = List.copyOf(audios);
            videoUrls = List.copyOf(videoUrls);
            imageNames = List.copyOf(imageNames);
            if (!imageNames.isEmpty() && imageNames.size() != imageUrls.size()) {
                throw new IllegalArgumentException(
                        imageNames.size() + " names for " + imageUrls.size() + " images; each has one, or none has");
            }
        }

        /** Without names. */
        public Media(List<String> imageUrls, List<Audio> audios, List<String> videoUrls) {
            this(imageUrls, audios, videoUrls, List.of());
        }

        /** Without videos. */
        public Media(List<String> imageUrls, List<Audio> audios) {
            this(imageUrls, audios, List.of());
        }

        /** The same with a name for each image: its own, or the UUID that follows from what it is. */
        public Media named() {
            List<String> names = imageNames.isEmpty()
                    ? imageUrls.stream()
                            .map(url -> UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8))
                                    .toString())
                            .toList()
                    : imageNames;
            return new Media(imageUrls, audios, videoUrls, names);
        }

        /** The same with nothing but the names of its images. */
        public Media stripped() {
            return new Media(Collections.nCopies(imageNames.size(), ""), audios, videoUrls, imageNames);
        }
    }

    /**
     * One sound.
     *
     * @param base64 the encoded file
     * @param format {@code wav} or {@code mp3}
     */
    record Audio(String base64, String format) {}

    /** A conversation as it was given: a JSON array of messages. */
    record Messages(String json) implements Content {}

    /** A whole body as it was given: a JSON object, to which only what is missing is added. */
    record Body(String json) implements Content {}
}
