package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextPaths;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completions with images, sounds and videos; the content is a list of parts even when there is only text. */
record MultimodalEndpoint(String name) implements Endpoint {
    private static final Content.Media NO_MEDIA = new Content.Media(List.of(), List.of());

    @Override
    public String path(BodyOptions options) {
        return "/v1/chat/completions";
    }

    @Override
    public Subject subject() {
        return Subject.MULTIMODAL;
    }

    @Override
    public TextPaths streamPaths() {
        return ChatEndpoint.answers("choices[].delta.");
    }

    @Override
    public TextPaths wholePaths() {
        return ChatEndpoint.answers("choices[].message.");
    }

    @Override
    public boolean sendsMessages() {
        return true;
    }

    @Override
    public Set<Medium> carries() {
        return Medium.ALL;
    }

    @Override
    public boolean namesImages() {
        return true;
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        // A text alone is a part too, as genai-perf sends it.
        ArrayNode messages = prompt.content() instanceof Content.Plain
                ? messages(prompt, options, NO_MEDIA)
                : messages(prompt, options, this);
        return ChatEndpoint.body(prompt, options, messages);
    }

    /** Messages of any prompt that is one: with what it carries in the user's where it has some. */
    static ArrayNode messages(Prompt prompt, BodyOptions options, Endpoint endpoint) {
        return switch (prompt.content()) {
            case Content.Plain plain -> Conversation.of(prompt, options);
            case Content.Messages given -> Conversation.of(prompt, options);
            case Content.Media media -> messages(prompt, options, media);
            case Content.Texts texts -> throw Conversation.refused(endpoint, "several texts");
            case Content.Ranking ranking -> throw Conversation.refused(endpoint, "a ranking");
            case Content.Body body -> throw new IllegalArgumentException("a whole body has no messages to build");
        };
    }

    static ArrayNode messages(Prompt prompt, BodyOptions options, Content.Media media) {
        var messages = Json.array();
        if (Conversation.hasSystem(prompt, options)) {
            messages.addObject().put("role", "system").put("content", prompt.prefix());
        }
        var parts = messages.addObject().put("role", "user").putArray("content");
        var text = Conversation.userText(prompt, options);
        if (!text.isEmpty()) {
            parts.addObject().put("type", "text").put("text", text);
        }
        for (int i = 0; i < media.imageUrls().size(); i++) {
            addImage(parts, media, i);
        }
        for (Content.Audio audio : media.audios()) {
            parts.addObject()
                    .put("type", "input_audio")
                    .putObject("input_audio")
                    .put("data", audio.base64())
                    .put("format", audio.format());
        }
        for (String url : media.videoUrls()) {
            parts.addObject().put("type", "video_url").putObject("video_url").put("url", url);
        }
        return messages;
    }

    /** A name stands beside the image as vLLM wants it, and where there is nothing but the name, nothing is the image. */
    private static void addImage(ArrayNode parts, Content.Media media, int index) {
        var part = parts.addObject().put("type", "image_url");
        String url = media.imageUrls().get(index);
        if (url.isEmpty()) {
            part.putNull("image_url");
        } else {
            part.putObject("image_url").put("url", url);
        }
        if (!media.imageNames().isEmpty()) {
            part.put("uuid", media.imageNames().get(index));
        }
    }
}
