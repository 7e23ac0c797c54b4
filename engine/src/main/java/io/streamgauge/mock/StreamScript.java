package io.streamgauge.mock;

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
}
