package io.streamgauge.mock;

import java.util.List;

/**
 * What a streamed answer looks like on the wire: the texts of its events, with {@code ${name}} for what varies ({@link EventTemplate}).
 * Each event is whole, from {@code data:} to the blank line, or a line of JSON where the protocol is not SSE.
 *
 * @param contentType of the response
 * @param opening events before the first text, one set for each choice
 * @param openingTime when they and the response's head are sent
 * @param reasoning the event of reasoning text, and the same where it is the answer's last
 * @param beforeText events between reasoning and text
 * @param text the event of answer text, and the same where it is the answer's last
 * @param finish events after the last text, one set for each choice
 * @param end events after those, once
 * @param endTime whether the events of {@code finish} and {@code end} share one HTTP chunk
 * @param terminator what closes the stream in a chunk of its own, or empty
 */
record StreamShape(
        String contentType,
        List<String> opening,
        OpeningTime openingTime,
        TextEvent reasoning,
        List<String> beforeText,
        TextEvent text,
        List<String> finish,
        List<String> end,
        EndTime endTime,
        String terminator) {
    static final String SSE = "text/event-stream; charset=utf-8";
    static final String DONE = "data: [DONE]\n\n";

    /** Nothing but events of text, the last of which closes the stream. */
    static StreamShape ofText(
            String contentType, TextEvent reasoning, TextEvent text, List<String> finish, String terminator) {
        return new StreamShape(
                contentType,
                List.of(),
                OpeningTime.BEFORE_FIRST_TEXT,
                reasoning,
                List.of(),
                text,
                finish,
                List.of(),
                EndTime.OWN_CHUNKS,
                terminator);
    }

    /** When the head and the opening events leave. */
    enum OpeningTime {
        /** Both as soon as the request is admitted. */
        AT_ONCE,
        /** The head at once, the opening events just before the first text, each in its own chunk. */
        BEFORE_FIRST_TEXT,
        /** Head, then opening events, then text, all at the first text's time. */
        ALL_AT_FIRST_TEXT,
        /** The head at once, the opening events in one chunk with the first text. */
        IN_FIRST_TEXT_CHUNK
    }

    /** How the events after the last text are framed. */
    enum EndTime {
        OWN_CHUNKS,
        ONE_CHUNK
    }

    /** An event that carries text, as it looks in mid-answer and as it looks when it is the last one. */
    record TextEvent(String usual, String last) {
        static TextEvent same(String event) {
            return new TextEvent(event, event);
        }
    }
}
