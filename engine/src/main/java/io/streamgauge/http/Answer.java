package io.streamgauge.http;

import io.streamgauge.record.Status;
import io.streamgauge.sse.EventReader;
import io.streamgauge.sse.JsonText;
import io.streamgauge.sse.Slab;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.TextFinder;
import io.streamgauge.sse.TextPaths;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a response says: a stream of events, one JSON text, or an error. Turns it into tokens of the flight and
 * at last into a status. One response at a time; allocates nothing per event of a stream.
 */
final class Answer {
    private enum Mode {
        STREAM,
        WHOLE,
        ERROR
    }

    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final TextPaths ERROR_PATHS = TextPaths.builder()
            .error("error")
            .errorMessage("error.message")
            .errorMessage("message")
            .errorMessage("detail")
            .errorMessage("detail[].msg")
            .build();

    private final EventReader events;
    private final TextFinder finder;
    private final Slab body;
    private final int maxAnswerBytes;

    private Mode mode = Mode.STREAM;
    private TextPaths wholePaths = ERROR_PATHS;
    private boolean repeatsText;
    private boolean endsUnmarked;
    private boolean done;
    private long eventsSeen;
    private @Nullable Status failure;
    private @Nullable String message;

    Answer(SlabPool pool, TextFinder finder, HttpSettings settings) {
        this.finder = finder;
        this.events = new EventReader(pool, finder, settings.maxEventBytes());
        this.body = new Slab(pool);
        this.maxAnswerBytes = settings.maxAnswerBytes();
    }

    /** A response to {@code of} begins; its head is known. */
    void begin(Flight of, ResponseHead head) {
        end();
        of.httpStatus(head.status());
        if (!head.retryAfter().isEmpty()) {
            of.retryAfter(head.retryAfter());
        }
        Route route = of.route();
        wholePaths = route.wholePaths();
        String type = head.contentType();
        if (head.status() >= 300) {
            mode = Mode.ERROR;
        } else if (type.equals("text/event-stream") || (route.isStreaming() && !isJson(type) && !isHtml(type))) {
            mode = Mode.STREAM;
            events.begin(route.streamPaths());
            repeatsText = route.streamPaths().repeatsText();
            endsUnmarked = route.streamPaths().endsUnmarked();
        } else if (isHtml(type)) {
            mode = Mode.WHOLE;
            fail(Status.MALFORMED, "the answer is " + type + ", not JSON; check the URL and the endpoint");
        } else {
            mode = Mode.WHOLE;
        }
    }

    private static boolean isJson(String type) {
        return type.endsWith("/json") || type.endsWith("+json");
    }

    private static boolean isHtml(String type) {
        return type.equals("text/html") || type.equals("application/xhtml+xml");
    }

    /** Forgets the response; gives the memory back. */
    void end() {
        events.end();
        body.release();
        done = false;
        eventsSeen = 0;
        failure = null;
        message = null;
    }

    /** Whether the rest of the body can change nothing: the flight should end now. */
    boolean isDecided() {
        return failure != null;
    }

    /** Takes bytes of the body. */
    void body(Flight of, byte[] bytes, int from, int to) {
        switch (mode) {
            case STREAM -> stream(of, bytes, from, to);
            case WHOLE -> {
                if (to - from > maxAnswerBytes - body.length()) {
                    fail(Status.MALFORMED, "the answer is over the limit of " + maxAnswerBytes + " bytes");
                } else {
                    body.append(bytes, from, to);
                }
            }
            case ERROR -> body.append(bytes, from, Math.min(to, from + MAX_ERROR_BYTES - body.length()));
        }
    }

    private void stream(Flight of, byte[] bytes, int from, int to) {
        Output output = of.output();
        int at = from;
        while (at < to && failure == null) {
            EventReader.Kind kind = events.read(bytes, at, to);
            at = events.position();
            if (kind == EventReader.Kind.TEXT) {
                eventsSeen++;
                if (events.textFrom() < events.textTo()) {
                    output.token(bytes, events.textFrom(), events.textTo(), events.textKind());
                }
            } else {
                event(of, kind);
            }
        }
        if (of.textBytes() > maxAnswerBytes) {
            fail(Status.MALFORMED, "the output text is over the limit of " + maxAnswerBytes + " bytes");
        }
    }

    /** Any event but the usual one. */
    private void event(Flight of, EventReader.Kind kind) {
        switch (kind) {
            case NONE, TEXT -> {}
            case MALFORMED -> fail(Status.MALFORMED, events.problem());
            case DONE -> {
                eventsSeen++;
                done = true;
            }
            case EMPTY, FIELDS -> {
                eventsSeen++;
                boolean fields = kind == EventReader.Kind.FIELDS;
                if (fields && repeatsText) {
                    of.output().growing(finder, events.data());
                } else if (fields) {
                    of.output().fields(finder, events.data());
                }
                if (events.isErrorType() || (fields && finder.hasError())) {
                    fail(Status.IN_BAND_ERROR, inBandMessage(fields));
                }
            }
        }
    }

    private String inBandMessage(boolean fields) {
        byte[] data = events.data();
        if (fields && finder.hasMessage()) {
            return OneLine.of(JsonText.string(data, finder.messageFrom(), finder.messageTo()));
        }
        return errorMessage(data, events.dataFrom(), events.dataTo());
    }

    /** The message of an error, out of JSON if it is some, else its first line. */
    private String errorMessage(byte[] bytes, int from, int to) {
        if (finder.find(ERROR_PATHS, bytes, from, to) && finder.hasMessage()) {
            return OneLine.of(JsonText.string(bytes, finder.messageFrom(), finder.messageTo()));
        }
        return new String(bytes, from, Math.min(to - from, 4096), StandardCharsets.UTF_8)
                .lines()
                .map(OneLine::of)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The body is complete. Says how the flight ended; {@link #message} says more. */
    Status complete(Flight of) {
        if (failure != null) {
            return failure;
        }
        return switch (mode) {
            case STREAM -> completeStream(of);
            case WHOLE -> completeWhole(of);
            case ERROR -> {
                String said = errorMessage(body.bytes(), 0, body.length());
                String later = of.retryAfter() == null ? "" : " (Retry-After: " + of.retryAfter() + ")";
                message = "HTTP " + of.httpStatus() + (said.isEmpty() ? "" : ": " + said) + later;
                yield Status.HTTP_ERROR;
            }
        };
    }

    private Status completeStream(Flight of) {
        EventReader.Kind last = events.finish();
        if (last == EventReader.Kind.TEXT || last == EventReader.Kind.FIELDS || last == EventReader.Kind.DONE) {
            event(of, last);
        }
        if (failure != null) {
            return failure;
        }
        if (eventsSeen == 0) {
            return fail(Status.MALFORMED, "the answer has status " + of.httpStatus() + " and no event in it");
        }
        if (!done && !endsUnmarked && of.finishReason() == null) {
            return fail(Status.TRUNCATED, "the stream ended with neither [DONE] nor a finish reason");
        }
        return Status.OK;
    }

    private Status completeWhole(Flight of) {
        if (body.length() == 0) {
            return fail(Status.MALFORMED, "the answer has status " + of.httpStatus() + " and an empty body");
        }
        if (!finder.find(wholePaths, body.bytes(), 0, body.length())) {
            return fail(Status.MALFORMED, "the answer is not JSON: " + finder.problem());
        }
        of.output().fields(finder, body.bytes());
        if (finder.hasError()) {
            return fail(Status.IN_BAND_ERROR, errorMessage(body.bytes(), 0, body.length()));
        }
        return Status.OK;
    }

    private Status fail(Status how, String why) {
        failure = how;
        message = why;
        return how;
    }

    /** One line on a failure, null when there was none. */
    @Nullable
    String message() {
        return message;
    }
}
