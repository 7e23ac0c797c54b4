package io.streamgauge.sse;

import io.streamgauge.sse.TextPaths.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks one JSON text by the grammar of RFC 8259 and notes where the fields of a {@link TextPaths} are. What it notes are
 * positions in the walked bytes, valid as long as that is. One thread; allocates nothing once it has seen the largest
 * number of texts in one JSON text.
 *
 * <p>Stricter than a parser needs to be in two points: deeper nesting than {@value #MAX_DEPTH} and a known field that
 * comes twice in one object are malformed, since either reading of them would be a guess. Laxer in one: bytes inside
 * strings are not checked to be UTF-8.
 */
public final class TextFinder {
    /** Deepest nesting of objects and arrays. */
    public static final int MAX_DEPTH = 64;

    private static final int USAGE_FIELDS = UsageField.values().length;

    private final @Nullable Node[] nodes = new Node[MAX_DEPTH + 1];
    private final boolean[] isObject = new boolean[MAX_DEPTH + 1];
    private final long[] seenFields = new long[MAX_DEPTH + 1];
    private int depth;
    private byte[] json = Slab.NOTHING;
    private int end;
    private @Nullable Node node;
    private boolean opened;
    private @Nullable String problem;

    private int texts;
    private int[] textFrom = new int[8];
    private int[] textTo = new int[8];
    private TextKind[] textKind = new TextKind[8];
    private final long[] usage = new long[USAGE_FIELDS];
    private boolean usageSeen;
    private boolean errorSeen;
    private int idFrom;
    private int idTo;
    private int finishFrom;
    private int finishTo;
    private int messageFrom;
    private int messageTo;

    /** Walks the bytes {@code from..to}; false where they are no well-formed JSON text, {@link #problem} then says why. */
    public boolean find(TextPaths paths, byte[] bytes, int from, int to) {
        json = bytes;
        end = to;
        depth = 0;
        node = paths.root();
        opened = false;
        problem = null;
        texts = 0;
        usageSeen = false;
        errorSeen = false;
        idFrom = idTo = finishFrom = finishTo = messageFrom = messageTo = -1;
        Arrays.fill(usage, -1);
        return walk(from);
    }

    /** Number of non-empty output texts. */
    public int texts() {
        return texts;
    }

    public int textFrom(int index) {
        return textFrom[index];
    }

    public int textTo(int index) {
        return textTo[index];
    }

    public TextKind textKind(int index) {
        return textKind[index];
    }

    /** Whether an error field is there and not null. */
    public boolean hasError() {
        return errorSeen;
    }

    public boolean hasId() {
        return idFrom >= 0;
    }

    public int idFrom() {
        return idFrom;
    }

    public int idTo() {
        return idTo;
    }

    public boolean hasFinishReason() {
        return finishFrom >= 0;
    }

    public int finishReasonFrom() {
        return finishFrom;
    }

    public int finishReasonTo() {
        return finishTo;
    }

    /** Whether a message of an error was found. */
    public boolean hasMessage() {
        return messageFrom >= 0;
    }

    public int messageFrom() {
        return messageFrom;
    }

    public int messageTo() {
        return messageTo;
    }

    /** Whether any number of the server's count was found. */
    public boolean hasUsage() {
        return usageSeen;
    }

    /** A number of the server's count, -1 where it is not said. */
    public long usage(UsageField field) {
        return usage[field.index()];
    }

    /** What is wrong with the text last walked; null when nothing is. */
    public @Nullable String problem() {
        return problem;
    }

    private int fail(String what) {
        problem = what;
        return -1;
    }

    private boolean walk(int from) {
        int at = from;
        while (true) {
            at = value(at);
            if (at < 0) {
                return false;
            }
            if (opened) {
                opened = false;
                continue;
            }
            // A value is complete: close what ends here, until another value is due.
            while (true) {
                at = skipSpace(at);
                if (depth == 0) {
                    return at == end || fail("bytes after the JSON text") >= 0;
                }
                byte b = at < end ? json[at] : 0;
                if (b == ',') {
                    at = isObject[depth] ? key(skipSpace(at + 1)) : element(at + 1);
                    break;
                }
                if (b != (isObject[depth] ? '}' : ']')) {
                    fail(at < end ? "a comma or closing bracket is missing" : "the JSON text ends too early");
                    return false;
                }
                depth--;
                at++;
            }
            if (at < 0) {
                return false;
            }
        }
    }

    /** Takes one scalar, or opens an object or array and stops before its first value. */
    private int value(int from) {
        int at = skipSpace(from);
        if (at >= end) {
            return fail("the JSON text ends too early");
        }
        byte b = json[at];
        return switch (b) {
            case '"' -> string(at + 1);
            case '{', '[' -> open(b == '{', at + 1);
            case 't' -> literal(at, "true");
            case 'f' -> literal(at, "false");
            case 'n' -> literal(at, "null");
            default -> number(at);
        };
    }

    private int open(boolean object, int from) {
        if (node != null && node.role == TextPaths.Role.ERROR) {
            errorSeen = true;
        }
        int at = skipSpace(from);
        if (at < end && json[at] == (object ? '}' : ']')) {
            return at + 1;
        }
        if (depth == MAX_DEPTH) {
            return fail("nested too deeply");
        }
        depth++;
        nodes[depth] = node;
        isObject[depth] = object;
        seenFields[depth] = 0;
        opened = true;
        return object ? key(at) : element(at);
    }

    private int element(int at) {
        Node parent = nodes[depth];
        node = parent == null ? null : parent.element;
        return at;
    }

    /** Takes a name and its colon, and turns to the field it names. */
    private int key(int at) {
        if (at >= end || json[at] != '"') {
            return fail("a field name is missing");
        }
        int close = JsonString.end(json, at + 1, end);
        if (close < 0) {
            return fail("a field name is not a JSON string");
        }
        Node parent = nodes[depth];
        node = null;
        if (parent != null) {
            int field = FieldName.index(parent.names, json, at + 1, close);
            if (field >= 0) {
                if ((seenFields[depth] & 1L << field) != 0) {
                    return fail("a field comes twice in one object");
                }
                seenFields[depth] |= 1L << field;
                node = parent.fields[field];
            }
        }
        int colon = skipSpace(close + 1);
        return colon < end && json[colon] == ':' ? colon + 1 : fail("a colon is missing");
    }

    private int string(int from) {
        int close = JsonString.end(json, from, end);
        if (close < 0) {
            return fail("a string does not end or holds a bad character");
        }
        if (node != null) {
            note(node, from, close);
        }
        return close + 1;
    }

    private void note(Node field, int from, int to) {
        switch (field.role) {
            case TEXT -> text(field.kind, from, to);
            case ID -> {
                idFrom = from;
                idTo = to;
            }
            case FINISH_REASON -> {
                finishFrom = from;
                finishTo = to;
            }
            case ERROR -> {
                errorSeen = true;
                messageFrom = from;
                messageTo = to;
            }
            case ERROR_MESSAGE -> {
                messageFrom = from;
                messageTo = to;
            }
            case USAGE, NONE -> {}
        }
    }

    private void text(TextKind kind, int from, int to) {
        if (from == to) {
            return;
        }
        if (texts == textFrom.length) {
            textFrom = Arrays.copyOf(textFrom, 2 * texts);
            textTo = Arrays.copyOf(textTo, 2 * texts);
            textKind = Arrays.copyOf(textKind, 2 * texts);
        }
        textFrom[texts] = from;
        textTo[texts] = to;
        textKind[texts++] = kind;
    }

    private int literal(int at, String word) {
        int length = word.length();
        if (at + length > end) {
            return fail("the JSON text ends too early");
        }
        for (int i = 1; i < length; i++) {
            if (json[at + i] != word.charAt(i)) {
                return fail("a value is none that JSON knows");
            }
        }
        if (node != null && node.role == TextPaths.Role.ERROR && word.equals("true")) {
            errorSeen = true;
        }
        return at + length;
    }

    private int number(int from) {
        int at = from;
        if (json[at] == '-') {
            at++;
        }
        int wholeFrom = at;
        at = digits(at);
        if (at == wholeFrom || (at > wholeFrom + 1 && json[wholeFrom] == '0')) {
            return fail("a value is none that JSON knows");
        }
        int wholeTo = at;
        if (at < end && json[at] == '.') {
            int fraction = at + 1;
            at = digits(fraction);
            if (at == fraction) {
                return fail("a number has no digit after its point");
            }
        }
        if (at < end && (json[at] | 0x20) == 'e') {
            at = exponent(at + 1);
        }
        if (at >= 0 && node != null) {
            noteNumber(node, from, wholeTo, at);
        }
        return at;
    }

    private int exponent(int from) {
        int at = from;
        if (at < end) {
            byte sign = json[at];
            at += sign == '+' || sign == '-' ? 1 : 0;
        }
        int digits = digits(at);
        return digits == at ? fail("a number has no digit in its exponent") : digits;
    }

    private int digits(int from) {
        int at = from;
        while (at < end) {
            byte b = json[at];
            if (b < '0' || b > '9') {
                break;
            }
            at++;
        }
        return at;
    }

    private void noteNumber(Node field, int from, int wholeTo, int to) {
        if (field.role == TextPaths.Role.ERROR) {
            errorSeen = true;
        }
        if (field.role != TextPaths.Role.USAGE || wholeTo != to || to - from > 18) {
            return;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            byte b = json[at];
            if (b == '-') {
                return;
            }
            value = value * 10 + (b - '0');
        }
        usage[field.usageField] = value;
        usageSeen = true;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < end) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                break;
            }
            at++;
        }
        return at;
    }
}
