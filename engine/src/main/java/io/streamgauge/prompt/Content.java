package io.streamgauge.prompt;

import java.util.List;

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

    /** Images, sounds and videos beside the text. Images and videos are addresses, or data URLs. */
    record Media(List<String> imageUrls, List<Audio> audios, List<String> videoUrls) implements Content {
        public Media {
            imageUrls = List.copyOf(imageUrls);
            audios = List.copyOf(audios);
            videoUrls = List.copyOf(videoUrls);
        }

        /** Without videos. */
        public Media(List<String> imageUrls, List<Audio> audios) {
            this(imageUrls, audios, List.of());
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
