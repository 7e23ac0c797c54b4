package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One event of a stream, pre-encoded: bytes that never change, and places filled anew each time. Immutable.
 * In the source text {@code ${name}} is a place; names found in the given values are filled once, at construction.
 */
final class EventTemplate {
    /** What can be filled in at each use. */
    enum Slot {
        TEXT,
        TEXT_SO_FAR,
        TOKEN_ID,
        INDEX,
        COMPLETION_TOKENS,
        TOTAL_TOKENS,
        SEQUENCE
    }

    private final byte[][] literals;
    private final Slot[] slots;
    private final int literalBytes;

    private EventTemplate(byte[][] literals, Slot[] slots) {
        this.literals = literals;
        this.slots = slots;
        var bytes = 0;
        for (var literal : literals) {
            bytes += literal.length;
        }
        literalBytes = bytes;
    }

    /**
     * Compiles a template.
     *
     * @throws IllegalArgumentException when a place is neither in the values nor a {@link Slot}
     */
    static EventTemplate of(String source, Map<String, String> values) {
        var literals = new ArrayList<byte[]>();
        var slots = new ArrayList<Slot>();
        var literal = new StringBuilder();
        var at = 0;
        for (var open = source.indexOf("${"); open >= 0; open = source.indexOf("${", at)) {
            var close = source.indexOf('}', open);
            var name = source.substring(open + 2, close);
            literal.append(source, at, open);
            var value = values.get(name);
            if (value != null) {
                literal.append(value);
            } else {
                slots.add(slot(name));
                literals.add(literal.toString().getBytes(StandardCharsets.UTF_8));
                literal.setLength(0);
            }
            at = close + 1;
        }
        literals.add(literal.append(source, at, source.length()).toString().getBytes(StandardCharsets.UTF_8));
        return new EventTemplate(literals.toArray(byte[][]::new), slots.toArray(Slot[]::new));
    }

    static List<EventTemplate> all(List<String> sources, Map<String, String> values) {
        return sources.stream().map(source -> of(source, values)).toList();
    }

    /** Bytes that {@link #write} will write for this cursor. */
    int size(Cursor cursor) {
        var bytes = literalBytes;
        for (var slot : slots) {
            bytes += isText(slot) ? textSize(slot, cursor) : digits(number(slot, cursor));
        }
        return bytes;
    }

    /** Appends the event to the buffer. Allocates nothing. */
    void write(ByteBuf out, Cursor cursor) {
        for (var i = 0; i < slots.length; i++) {
            out.writeBytes(literals[i]);
            if (isText(slots[i])) {
                writeText(out, slots[i], cursor);
            } else {
                writeNumber(out, number(slots[i], cursor));
            }
        }
        out.writeBytes(literals[slots.length]);
    }

    /** The event alone. */
    byte[] render(Cursor cursor) {
        var out = Unpooled.buffer(size(cursor));
        write(out, cursor);
        return ByteBufUtil.getBytes(out);
    }

    private static Slot slot(String name) {
        for (var slot : Slot.values()) {
            if (slot.name().equalsIgnoreCase(name)) {
                return slot;
            }
        }
        throw new IllegalArgumentException("no value for the place ${" + name + "}");
    }

    private static boolean isText(Slot slot) {
        return slot == Slot.TEXT || slot == Slot.TEXT_SO_FAR;
    }

    private static int textFrom(Slot slot, Cursor cursor) {
        return slot == Slot.TEXT ? cursor.fromToken : cursor.generation.reasoningTokens();
    }

    private static int textSize(Slot slot, Cursor cursor) {
        var bytes = 0;
        for (var token = textFrom(slot, cursor); token < cursor.toToken; token++) {
            bytes += Words.at(cursor.generation.wordSeed(), cursor.choice, token).length;
        }
        return bytes;
    }

    private static void writeText(ByteBuf out, Slot slot, Cursor cursor) {
        for (var token = textFrom(slot, cursor); token < cursor.toToken; token++) {
            out.writeBytes(Words.at(cursor.generation.wordSeed(), cursor.choice, token));
        }
    }

    private static int number(Slot slot, Cursor cursor) {
        return switch (slot) {
            case INDEX -> cursor.choice;
            case COMPLETION_TOKENS -> cursor.toToken;
            case TOTAL_TOKENS -> cursor.generation.promptTokens() + cursor.toToken;
            case SEQUENCE -> cursor.sequence;
            case TOKEN_ID -> Words.index(cursor.generation.wordSeed(), cursor.choice, Math.max(0, cursor.toToken - 1));
            case TEXT, TEXT_SO_FAR -> throw new IllegalStateException(slot + " is no number");
        };
    }

    private static int digits(int number) {
        var digits = 1;
        for (var rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static void writeNumber(ByteBuf out, int number) {
        var digits = digits(number);
        var at = out.writerIndex();
        out.writeZero(digits);
        var rest = number;
        for (var i = digits - 1; i >= 0; i--) {
            out.setByte(at + i, '0' + rest % 10);
            rest /= 10;
        }
    }
}
