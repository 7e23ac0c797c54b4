package io.streamgauge.dataset;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * AIPerf's {@code multi_turn} lines: {@code {"session_id", "turns": [{"text", "delay", …}]}}. A turn says {@code text},
 * {@code texts} or {@code messages}, with {@code images} beside texts. A text in the role of the system that stands first is
 * the system message of the whole session.
 */
record MultiTurnParser(Path file, PromptTokens counting) implements TurnsParser<String> {
    private static final List<String> OTHER_MEDIA = List.of("audio", "audios", "video", "videos", "image_uuids");
    private static final List<String> OF_A_TURN =
            List.of("timestamp", "delay", "output_length", "max_tokens", "extra", "messages");

    /** What makes AIPerf's {@code dag_jsonl} more than sessions one beside the other. */
    private static final List<String> BRANCHES =
            List.of("forks", "spawns", "pre_session_spawns", "orchestrator", "rounds");

    /** Fields of a turn that are fields of its body. */
    private static final List<String> OF_THE_BODY = List.of("model", "tools");

    @Override
    public List<Entry> turns(String line, int index) {
        var row = JsonFields.object(line);
        var turns = row.path("turns");
        refuseBranches(row);
        if (!turns.isArray() || turns.isEmpty()) {
            throw new RowException("expected \"turns\", an array with a turn at least");
        }
        var session = new JsonFields(row).string("session_id");
        boolean systemFirst = turns.size() > 1 && isSystem(turns.get(0));
        var entries = new ArrayList<Entry>();
        for (int i = systemFirst ? 1 : 0; i < turns.size(); i++) {
            if (!(turns.get(i) instanceof ObjectNode turn)) {
                throw new RowException("turn " + (i + 1) + ": expected an object");
            }
            var system = systemFirst && i == 1 ? String.join("\n", texts(turns.get(0))) : null;
            try {
                refuseBranches(turn);
                entries.add(entry(turn, session, system));
            } catch (RowException e) {
                throw new RowException("turn " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return entries;
    }

    /** Text alone: what belongs to a request makes it a turn of its own. */
    private static boolean isSystem(JsonNode turn) {
        return turn.path("role").asString("").equals("system")
                && OF_A_TURN.stream().noneMatch(turn::hasNonNull)
                && images(turn).isEmpty()
                && !texts(turn).isEmpty();
    }

    private static void refuseBranches(JsonNode fields) {
        for (var field : BRANCHES) {
            var value = fields.path(field);
            if ((value.isContainer() && !value.isEmpty()) || value.asBoolean(false)) {
                throw new RowException("\"" + field + "\": a line that begins others; give --input-format dag");
            }
        }
        if (fields.path("context_mode").asString("").equals("message_array_with_responses")) {
            throw new RowException(
                    "\"context_mode\" message_array_with_responses: its turns say all by themselves; give --input-format dag");
        }
    }

    private static @Nullable String bodyFields(ObjectNode turn) {
        var extra = turn.path("extra");
        if (turn.hasNonNull("extra") && !extra.isObject()) {
            throw new RowException("\"extra\" is " + extra + "; expected an object");
        }
        var fields = JsonMapper.shared().createObjectNode();
        OF_THE_BODY.stream()
                .filter(name -> !turn.path(name).isEmpty() || turn.path(name).isString())
                .forEach(name -> fields.set(name, turn.path(name)));
        if (extra instanceof ObjectNode others) {
            fields.setAll(others);
        }
        return fields.isEmpty() ? null : fields.toString();
    }

    /**
     * A turn.
     *
     * @param system the system message of the whole session, if this is its first turn
     */
    Entry entry(ObjectNode turn, @Nullable String session, @Nullable String system) {
        var fields = new JsonFields(turn);
        long at = fields.millisToNanos("timestamp");
        long delay = fields.millisToNanos("delay");
        if (at > 0 && delay > 0) {
            throw new RowException("both \"timestamp\" and \"delay\"; expected one of them");
        }
        var said = said(turn, system);
        var prompt = new Prompt(
                said.prefix(),
                said.text(),
                said.tokens(),
                fields.outputTokens("output_length", "max_tokens"),
                said.content(),
                bodyFields(turn));
        return new Entry(prompt, at, delay, session);
    }

    private Prompt said(ObjectNode turn, @Nullable String system) {
        for (var field : OTHER_MEDIA) {
            if (turn.hasNonNull(field)) {
                throw new RowException("\"" + field + "\": a turn carries texts and images only");
            }
        }
        var texts = texts(turn);
        var images = images(turn);
        if (turn.hasNonNull("messages")) {
            if (!turn.path("messages").isArray() || turn.path("messages").isEmpty() || !texts.isEmpty()) {
                throw new RowException("expected \"messages\", an array, and no texts beside it");
            }
            var json = turn.path("messages").toString();
            int tokens = counting.ofMessages(turn.path("messages"));
            return prompt(system, tokens, new Content.Messages(json));
        }
        if (texts.isEmpty() && images.isEmpty()) {
            throw new RowException("expected \"text\", \"texts\", \"messages\" or \"images\"");
        }
        var role = turn.path("role").asString("user");
        if (texts.size() == 1 && images.isEmpty() && role.equals("user") && system == null) {
            return new Prompt(null, texts.getFirst(), counting.of(texts), Prompt.OUTPUT_UNSET);
        }
        var all = new ArrayList<>(texts);
        if (system != null) {
            all.addFirst(system);
        }
        return prompt(system, counting.of(all), message(role, texts, images));
    }

    private static Prompt prompt(@Nullable String system, int tokens, Content content) {
        return new Prompt(system, "", tokens, Prompt.OUTPUT_UNSET, content, null);
    }

    /** In OpenAI's shape: a string, or, where there is more than one thing in it, a list of parts. */
    private Content message(String role, List<String> texts, List<String> images) {
        var messages = JsonMapper.shared().createArrayNode();
        var message = messages.addObject().put("role", role);
        if (texts.size() == 1 && images.isEmpty()) {
            message.put("content", texts.getFirst());
        } else {
            var parts = message.putArray("content");
            texts.forEach(text -> parts.addObject().put("type", "text").put("text", text));
            images.forEach(image -> parts.addObject()
                    .put("type", "image_url")
                    .putObject("image_url")
                    .put("url", MediaSource.image(file, image)));
        }
        return new Content.Messages(messages.toString());
    }

    private static List<String> texts(JsonNode turn) {
        return new JsonFields(turn).stringsOfEither("text", "texts");
    }

    private static List<String> images(JsonNode turn) {
        return new JsonFields(turn).stringsOfEither("image", "images");
    }
}
