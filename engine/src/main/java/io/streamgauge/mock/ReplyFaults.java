package io.streamgauge.mock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The faults that change what is answered, not how the bytes travel. */
final class ReplyFaults {
    private static final byte[] LAST_CHUNK_WITH_TRAILERS =
            "0\r\nx-mock-checksum: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private ReplyFaults() {}

    /** The answer to give instead of the endpoint's, or as the fault bends it. */
    static Reply reply(FaultRule fault, Call call, Desk desk) {
        return switch (fault.kind()) {
            case HTTP -> errorStatus(fault, desk.options().style());
            case REDIRECT -> new Reply.Whole(307, "", new byte[0], List.of("location: " + fault.argument()));
            default -> bend(desk.reply(call), fault);
        };
    }

    /** What closes a chunked body. */
    static byte[] lastChunk(Call call) {
        var fault = call.fault();
        return fault != null && fault.kind() == FaultKind.TRAILERS ? LAST_CHUNK_WITH_TRAILERS : HttpHead.LAST_CHUNK;
    }

    private static Reply errorStatus(FaultRule fault, WireStyle style) {
        var refusal = new Refusal(fault.status(), "InjectedFault", "injected fault " + fault.status(), null);
        var headers = fault.status() == 429 || fault.status() == 503 ? List.of("retry-after: 1") : List.<String>of();
        return switch (fault.argument()) {
            case "html" -> {
                var page = "<html><head><title>" + fault.status()
                        + "</title></head><body><h1>injected fault</h1></body></html>";
                yield new Reply.Whole(fault.status(), "text/html", page.getBytes(StandardCharsets.UTF_8), headers);
            }
            case "empty" -> new Reply.Whole(fault.status(), "", new byte[0], headers);
            default -> {
                var body = Errors.body(style, refusal).getBytes(StandardCharsets.UTF_8);
                yield new Reply.Whole(fault.status(), Reply.Whole.JSON, body, headers);
            }
        };
    }

    private static Reply bend(Reply reply, FaultRule fault) {
        return switch (reply) {
            case Reply.Whole whole -> whole.status() == 200 ? bend(whole, fault) : whole;
            case Reply.Delayed delayed -> new Reply.Delayed(delayed.generation(), bend(delayed.whole(), fault));
            case Reply.Slow slow -> slow;
            case Reply.Streamed streamed -> bend(streamed, fault);
        };
    }

    private static Reply.Whole bend(Reply.Whole whole, FaultRule fault) {
        return switch (fault.kind()) {
            case CONTENT_TYPE -> new Reply.Whole(whole.status(), fault.argument(), whole.body(), whole.headers());
            case GZIP -> {
                var headers = new ArrayList<>(whole.headers());
                headers.add("content-encoding: gzip");
                yield new Reply.Whole(whole.status(), whole.contentType(), gzip(whole.body()), headers);
            }
            default -> whole;
        };
    }

    private static Reply bend(Reply.Streamed streamed, FaultRule fault) {
        var generation = streamed.generation();
        return switch (fault.kind()) {
            case ENDLESS -> new Reply.Streamed(generation.endless(), streamed.script());
            case GZIP -> {
                var events = streamed.script().render(generation);
                yield new Reply.Delayed(
                        generation,
                        bend(new Reply.Whole(200, streamed.script().contentType(), events, List.of()), fault));
            }
            case CONTENT_TYPE ->
                new Reply.Streamed(generation, streamed.script().withContentType(fault.argument()));
            case NO_DONE -> new Reply.Streamed(generation, streamed.script().withoutTerminator());
            case NO_FINISH -> new Reply.Streamed(generation, streamed.script().withoutFinish());
            default -> streamed;
        };
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
