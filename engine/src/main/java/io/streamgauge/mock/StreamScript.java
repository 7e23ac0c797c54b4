package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;

/** A {@link StreamShape} made ready for one answer: all that is known is encoded, only what changes from event to event is open. */
record StreamScript(
        String contentType,
        List<EventTemplate> opening,
        StreamShape.OpeningTime openingTime,
        EventTemplate reasoning,
        EventTemplate lastReasoning,
        List<EventTemplate> beforeText,
        EventTemplate text,
        EventTemplate lastText,
        List<EventTemplate> finish,
        List<EventTemplate> end,
        StreamShape.EndTime endTime,
        EventTemplate terminator) {
    private static final EventTemplate NOTHING = EventTemplate.of("", Map.of());

    static StreamScript of(StreamShape shape, Map<String, String> values) {
        return new StreamScript(
                shape.contentType(),
                EventTemplate.all(shape.opening(), values),
                shape.openingTime(),
                EventTemplate.of(shape.reasoning().usual(), values),
                EventTemplate.of(shape.reasoning().last(), values),
                EventTemplate.all(shape.beforeText(), values),
                EventTemplate.of(shape.text().usual(), values),
                EventTemplate.of(shape.text().last(), values),
                EventTemplate.all(shape.finish(), values),
                EventTemplate.all(shape.end(), values),
                shape.endTime(),
                EventTemplate.of(shape.terminator(), values));
    }

    StreamScript withContentType(String other) {
        return new StreamScript(
                other,
                opening,
                openingTime,
                reasoning,
                lastReasoning,
                beforeText,
                text,
                lastText,
                finish,
                end,
                endTime,
                terminator);
    }

    StreamScript withoutTerminator() {
        return new StreamScript(
                contentType,
                opening,
                openingTime,
                reasoning,
                lastReasoning,
                beforeText,
                text,
                lastText,
                finish,
                end,
                endTime,
                NOTHING);
    }

    /** The last event of text looks like all others, and no event for the finish follows. */
    StreamScript withoutFinish() {
        return new StreamScript(
                contentType,
                opening,
                openingTime,
                reasoning,
                reasoning,
                beforeText,
                text,
                text,
                List.of(),
                end,
                endTime,
                terminator);
    }

    /** All events in a row, one token to each. */
    byte[] render(Generation generation) {
        var cursor = new Cursor(generation);
        var out = Unpooled.buffer();
        opening.forEach(event -> render(event, cursor, out));
        while (cursor.toToken < generation.tokens()) {
            cursor.fromToken = cursor.toToken++;
            render(textEvent(cursor), cursor, out);
        }
        finish.forEach(event -> render(event, cursor, out));
        end.forEach(event -> render(event, cursor, out));
        render(terminator, cursor, out);
        return ByteBufUtil.getBytes(out);
    }

    /** The event for the text that the cursor stands at. */
    EventTemplate textEvent(Cursor cursor) {
        var last = cursor.toToken == cursor.generation.tokens();
        return cursor.fromToken < cursor.generation.reasoningTokens()
                ? (last ? lastReasoning : reasoning)
                : (last ? lastText : text);
    }

    private static void render(EventTemplate event, Cursor cursor, ByteBuf out) {
        event.write(out, cursor);
        cursor.sequence++;
    }
}
