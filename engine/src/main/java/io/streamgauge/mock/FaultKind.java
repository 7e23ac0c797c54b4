package io.streamgauge.mock;

import java.util.Locale;

/** What can go wrong on purpose. A name on the command line is the constant's in lower case with hyphens. */
public enum FaultKind {
    /** The listener closes for a while, so that connections are refused; the request's own connection is reset. */
    REFUSE(Argument.DURATION, "200ms"),
    /** As {@link #REFUSE}, and all connections are reset. */
    RESTART(Argument.DURATION, "200ms"),
    /** The connection is reset as soon as it is accepted; drawn for each connection. */
    ACCEPT_RESET(Argument.NONE, ""),
    /** Nothing is read from a new connection for a while; drawn for each connection. */
    SLOW_ACCEPT(Argument.DURATION, "500ms"),
    /** The connection is reset instead of an answer. */
    RESET(Argument.NONE, ""),
    /** The connection is closed in order, without an answer. */
    CLOSE(Argument.NONE, ""),
    /** An error status ({@code http-503}) with a body: {@code json}, {@code html} or {@code empty}. */
    HTTP(Argument.TEXT, "json"),
    /** A 307 to this address. */
    REDIRECT(Argument.TEXT, "/elsewhere"),
    /** A status line that is none. */
    GARBAGE_STATUS(Argument.NONE, ""),
    /** The head breaks off within the status line and goes on after a while. */
    SLOW_HEADERS(Argument.DURATION, "500ms"),
    /** Another content type than promised by the protocol. */
    CONTENT_TYPE(Argument.TEXT, "text/html"),
    /** The body is compressed though nobody asked. */
    GZIP(Argument.NONE, ""),
    /** The connection is closed after the answer, as announced in the head. */
    CONNECTION_CLOSE(Argument.NONE, ""),
    /** Nothing comes after the head for a while, by default for ever. */
    STALL_FIRST(Argument.DURATION, "forever"),
    /** Nothing comes after half of the answer for a while, by default for ever. */
    STALL_MID(Argument.DURATION, "forever"),
    /** An orderly close after so many bytes of the response, by default somewhere in the first 2000. */
    CLOSE_AT(Argument.COUNT, "random"),
    /** A reset after so many bytes of the response, by default somewhere in the first 2000. */
    RESET_AT(Argument.COUNT, "random"),
    /** Half a chunk, then an orderly close. */
    TRUNCATED_CHUNK(Argument.NONE, ""),
    /** One event more, whose JSON breaks off. */
    MALFORMED_JSON(Argument.NONE, ""),
    /** After half of the answer an error object as an event; the stream then ends as its style has it. */
    ERROR_EVENT(Argument.NONE, ""),
    /** The stream ends without {@code [DONE]}. */
    NO_DONE(Argument.NONE, ""),
    /** No event tells a finish reason. */
    NO_FINISH(Argument.NONE, ""),
    /** One event of text is sent twice. */
    DUPLICATE_EVENT(Argument.NONE, ""),
    /** One event more, of no text. */
    EMPTY_EVENT(Argument.NONE, ""),
    /** An SSE comment among the events. */
    COMMENT(Argument.NONE, ""),
    /** The answer goes on past {@code max_tokens} until the client leaves. */
    ENDLESS(Argument.NONE, ""),
    /** Usage claims other numbers than were sent. */
    WRONG_USAGE(Argument.NONE, ""),
    /** One event of text carries so many bytes more in a field of its own. */
    HUGE_EVENT(Argument.COUNT, "1048576"),
    /** Each write carries so many bytes. */
    TINY_WRITES(Argument.COUNT, "1"),
    /** Trailer fields after the last chunk. */
    TRAILERS(Argument.NONE, "");

    /** What may be given after the equals sign. */
    enum Argument {
        NONE,
        DURATION,
        COUNT,
        TEXT
    }

    private final Argument argument;
    private final String usual;

    FaultKind(Argument argument, String usual) {
        this.argument = argument;
        this.usual = usual;
    }

    Argument argument() {
        return argument;
    }

    /** The argument where none is given. */
    String usual() {
        return usual;
    }

    /** Whether it befalls a connection before any request. */
    boolean onAccept() {
        return this == ACCEPT_RESET || this == SLOW_ACCEPT;
    }

    String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
