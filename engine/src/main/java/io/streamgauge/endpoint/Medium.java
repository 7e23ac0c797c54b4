package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** What a request may bring beside its text. */
enum Medium {
    IMAGES,
    SOUNDS,
    VIDEOS;

    static final Set<Medium> ALL = Set.of(values());

    boolean isIn(Content.Media media) {
        Collection<?> those = switch (this) {
            case IMAGES -> media.imageUrls();
            case SOUNDS -> media.audios();
            case VIDEOS -> media.videoUrls();
        };
        return !those.isEmpty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
