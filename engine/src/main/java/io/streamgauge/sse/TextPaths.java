package io.streamgauge.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a JSON answer matter, as compiled paths, and how its stream is told apart. Immutable, any thread.
 *
 * <p>A path is written {@code choices[].delta.content}: names joined by dots, {@code []} for each element of an array.
 * It may start with {@code []} where the answer itself is an array. A field may have a role and inner fields at once:
 * {@code error} can be a string or an object with a {@code message}.
 */
public final class TextPaths {
    private final Node root;
    private final boolean jsonLines;
    private final boolean repeatsText;
    private final boolean endsUnmarked;

    private TextPaths(Builder from) {
        this.root = new Node(from.root);
        this.jsonLines = from.jsonLines;
        this.repeatsText = from.repeatsText;
        this.endsUnmarked = from.endsUnmarked;
    }

    /** An empty set of paths to add to. */
    public static Builder builder() {
        return new Builder();
    }

    Node root() {
        return root;
    }

    /** Whether each line of a stream is an event, without the framing of server-sent events. */
    boolean jsonLines() {
        return jsonLines;
    }

    /** Whether an event's text may begin with all that came before it: only what is beyond is new. */
    public boolean repeatsText() {
        return repeatsText;
    }

    /** Whether a stream may end with neither {@code [DONE]} nor a finish reason. */
    public boolean endsUnmarked() {
        return endsUnmarked;
    }

    /** What a field's value is taken for. */
    enum Role {
        NONE,
        TEXT,
        ID,
        FINISH_REASON,
        ERROR,
        ERROR_MESSAGE,
        USAGE
    }

    /** A place in the JSON: a value that is reached by one path. */
    static final class Node {
        private static final Node[] NO_NODES = {};

        final Role role;
        final TextKind kind;
        final int usageField;
        final byte[][] names;
        final Node[] fields;
        final @Nullable Node element;

        private Node(Draft draft) {
            role = draft.role;
            kind = draft.kind;
            usageField = draft.usageField;
            names = draft.names.stream()
                    .map(name -> name.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            fields = draft.fields.stream().map(Node::new).toList().toArray(NO_NODES);
            element = draft.element == null ? null : new Node(draft.element);
        }
    }

    private static final class Draft {
        private Role role = Role.NONE;
        private TextKind kind = TextKind.ANSWER;
        private int usageField;
        private final List<String> names = new ArrayList<>();
        private final List<Draft> fields = new ArrayList<>();
        private @Nullable Draft element;

        private Draft field(String name) {
            int known = names.indexOf(name);
            if (known >= 0) {
                return fields.get(known);
            }
            if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("field name '" + name + "' is not plain ASCII");
            }
            if (names.size() == Long.SIZE) {
                throw new IllegalArgumentException("more than " + Long.SIZE + " known fields in one object");
            }
            var added = new Draft();
            names.add(name);
            fields.add(added);
            return added;
        }

        private Draft element() {
            if (element == null) {
                element = new Draft();
            }
            return element;
        }
    }

    /** Collects paths. One thread. */
    public static final class Builder {
        private final Draft root = new Draft();
        private boolean jsonLines;
        private boolean repeatsText;
        private boolean endsUnmarked;

        private Builder() {}

        /** Streams are lines, each a JSON text, instead of server-sent events. */
        public Builder jsonLines() {
            jsonLines = true;
            return this;
        }

        /** An event's text may begin with all that came before it: only what is beyond is new. */
        public Builder repeatsText() {
            repeatsText = true;
            return this;
        }

        /** Streams may end with neither {@code [DONE]} nor a finish reason; the end of the body is all there is. */
        public Builder endsUnmarked() {
            endsUnmarked = true;
            return this;
        }

        /** A string that is output text. */
        public Builder text(TextKind kind, String path) {
            add(path, Role.TEXT).kind = kind;
            return this;
        }

        /** The string that names the answer. */
        public Builder id(String path) {
            add(path, Role.ID);
            return this;
        }

        /** The string that says why the answer ended; null until it does. */
        public Builder finishReason(String path) {
            add(path, Role.FINISH_REASON);
            return this;
        }

        /** A field whose being there, other than as null, means failure; as a string it is the message too. */
        public Builder error(String path) {
            add(path, Role.ERROR);
            return this;
        }

        /** The string that says what failed; no failure by itself. */
        public Builder errorMessage(String path) {
            add(path, Role.ERROR_MESSAGE);
            return this;
        }

        /** A number of the server's own count. */
        public Builder usage(UsageField field, String path) {
            add(path, Role.USAGE).usageField = field.index();
            return this;
        }

        /** The compiled paths. */
        public TextPaths build() {
            return new TextPaths(this);
        }

        private Draft add(String path, Role role) {
            Draft draft = root;
            for (String step : path.replace("[]", ".[]").split("\\.", -1)) {
                if (step.equals("[]")) {
                    draft = draft.element();
                } else if (!step.isEmpty()) {
                    draft = draft.field(step);
                }
            }
            if (draft == root || draft.role != Role.NONE) {
                throw new IllegalArgumentException("path '" + path + "' is empty or has a role already");
            }
            draft.role = role;
            return draft;
        }
    }
}
