package io.streamgauge.metrics;

/** What is measured, and so what a report is called and which rows have a meaning. */
public enum Subject {
    LLM("LLM Metrics", true),
    MULTIMODAL("Multi-Modal Metrics", true),
    EMBEDDINGS("Embeddings Metrics", false),
    RANKINGS("Rankings Metrics", false),
    IMAGE_RETRIEVAL("Image Retrieval Metrics", false),
    IMAGE_GENERATION("Image Generation Metrics", false),
    IMAGE_EDIT("Image Edit Metrics", false),
    TRANSCRIPTION("Audio Transcription Metrics", true);

    private final String title;
    private final boolean hasText;

    Subject(String title, boolean hasText) {
        this.title = title;
        this.hasText = hasText;
    }

    /** The heading of the report's table, as genai-perf writes it. */
    public String title() {
        return title;
    }

    /** Whether answers are text; if not, none has tokens, and a request lasts until its answer is there. */
    public boolean hasText() {
        return hasText;
    }

    /**
     * The subject of this heading.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Subject ofTitle(String title) {
        for (var subject : values()) {
            if (subject.title.equals(title)) {
                return subject;
            }
        }
        throw new IllegalArgumentException("no report is called '" + title + "'");
    }
}
