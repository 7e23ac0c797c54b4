package io.streamgauge.dataset;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * genai-perf's JSON lines. What a prompt is comes from {@code text} or {@code text_input} (a string, or several for one
 * request), {@code messages}, {@code image} (perhaps with {@code image_uuids}), {@code audio} and {@code video} (one or several), or, where there is only a length, from the
 * corpus.
 *
 * @param format {@code PAYLOAD} sends fields that have no meaning here as fields of the body; {@code JSONL} sends those of
 *     {@code extra_body}
 */
record JsonLineParser(Path file, DatasetFormat format, PromptTokens counting, TracePrompts traced)
        implements RowParser<String> {
    private static final Set<String> CONTENT = Set.of(
            "text", "text_input", "texts", "image", "images", "image_uuids", "audio", "audios", "video", "videos");

    private static final Set<String> OTHERS = Set.of(
            "messages", "timestamp", "delay", "session_id", "input_length", "output_length", "hash_ids", "extra_body");

    @Override
    public @Nullable Entry parse(String line, int index) {
        var row = JsonFields.object(line);
        var fields = new JsonFields(row);
        var prompt = prompt(row, fields, index);
        if (prompt == null) {
            return null;
        }
        return new Entry(
                prompt, fields.millisToNanos("timestamp"), fields.millisToNanos("delay"), fields.string("session_id"));
    }

    private @Nullable Prompt prompt(ObjectNode row, JsonFields fields, int index) {
        int outputTokens = traced.shaper().output(fields.outputTokens("output_length"));
        var bodyFields = bodyFields(row);
        var texts = texts(row);
        var images = images(row);
        var sounds = sounds(row);
        if (row.has("messages")) {
            if (!row.path("messages").isArray()) {
                throw new RowException("\"messages\" is no array");
            }
            var messages = new Content.Messages(row.path("messages").toString());
            return new Prompt(null, "", counting.ofMessages(row.path("messages")), outputTokens, messages, bodyFields);
        }
        var videos = videos(row);
        if (!images.isEmpty() || !sounds.isEmpty() || !videos.isEmpty()) {
            var media = new Content.Media(
                    images.stream().map(image -> MediaSource.image(file, image)).toList(),
                    sounds.stream().map(sound -> MediaSource.audio(file, sound)).toList(),
                    videos.stream().map(video -> MediaSource.video(file, video)).toList(),
                    names(row, images));
            var text = String.join(" ", texts);
            return new Prompt(null, text, counting.of(text), outputTokens, media, bodyFields);
        }
        if (texts.isEmpty()) {
            var made = synthetic(row, fields, index);
            if (made == null) {
                return null;
            }
            texts = List.of(made);
        }
        var content = texts.size() == 1 ? new Content.Plain() : new Content.Texts(texts);
        return new Prompt(null, texts.getFirst(), counting.of(texts), outputTokens, content, bodyFields);
    }

    private @Nullable String synthetic(ObjectNode row, JsonFields fields, int index) {
        int tokens = fields.count("input_length", 0);
        if (tokens == 0) {
            throw new RowException(
                    "expected \"text\", \"text_input\", \"messages\", \"image\", \"audio\", \"video\" or \"input_length\"");
        }
        var session = fields.string("session_id");
        return traced.text(row.path("hash_ids"), tokens, index, session == null ? "line-" + index : session);
    }

    static List<String> texts(ObjectNode row) {
        return strings(row, "text", "text_input", "texts");
    }

    static List<String> images(ObjectNode row) {
        return strings(row, "image", "images");
    }

    /** Under which the server may keep the images; none where the row gives none. */
    private static List<String> names(ObjectNode row, List<String> images) {
        var names = new JsonFields(row).strings("image_uuids");
        if (!names.isEmpty() && names.size() != images.size()) {
            throw new RowException(
                    "\"image_uuids\" has " + names.size() + " of " + images.size() + " images; expected one for each");
        }
        return names;
    }

    static List<String> sounds(ObjectNode row) {
        return strings(row, "audio", "audios");
    }

    static List<String> videos(ObjectNode row) {
        return strings(row, "video", "videos");
    }

    /** Whether a field holds texts, images, sounds or videos. */
    static boolean isContent(String name) {
        return CONTENT.contains(name);
    }

    /** The texts of a field that has several names. */
    private static List<String> strings(ObjectNode row, String... names) {
        var there = Stream.of(names).filter(row::has).toList();
        if (there.size() > 1) {
            throw new RowException("both \"" + there.get(0) + "\" and \"" + there.get(1) + "\"; expected one of them");
        }
        return there.isEmpty() ? List.of() : new JsonFields(row).strings(there.getFirst());
    }

    private @Nullable String bodyFields(ObjectNode row) {
        if (format == DatasetFormat.PAYLOAD) {
            var others = row.deepCopy().without(CONTENT).without(OTHERS);
            return others.isEmpty() ? null : others.toString();
        }
        var name = row.has("extra_body") ? "extra_body" : "extra";
        var extra = row.path(name);
        if (extra.isMissingNode() || extra.isNull()) {
            return null;
        }
        if (!extra.isObject()) {
            throw new RowException("\"" + name + "\" is " + extra + "; expected an object");
        }
        return extra.toString();
    }
}
