package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes before a response's body, and the framing inside it (RFC 9112). */
final class HttpHead {
    static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CR_LF = 0x0D0A;

    private HttpHead() {}

    /** The head of a response of known length. */
    static byte[] whole(Reply.Whole reply, boolean keepAlive) {
        var head = start(reply.status(), reply.contentType(), reply.headers());
        head.append("content-length: ").append(reply.body().length).append("\r\n");
        return end(head, keepAlive);
    }

    /** The head of a response in chunks. */
    static byte[] chunked(String contentType, boolean keepAlive) {
        var head = start(200, contentType, List.of());
        head.append("transfer-encoding: chunked\r\n");
        return end(head, keepAlive);
    }

    /** Bytes of a chunk around a body of this many. */
    static int chunkSize(int bodyBytes) {
        return hexDigits(bodyBytes) + 2 + bodyBytes + 2;
    }

    static void startChunk(ByteBuf out, int bodyBytes) {
        for (var shift = 4 * (hexDigits(bodyBytes) - 1); shift >= 0; shift -= 4) {
            out.writeByte(Character.forDigit((bodyBytes >>> shift) & 0xF, 16));
        }
        out.writeShort(CR_LF);
    }

    static void endChunk(ByteBuf out) {
        out.writeShort(CR_LF);
    }

    private static int hexDigits(int number) {
        return Math.max(1, (35 - Integer.numberOfLeadingZeros(number)) / 4);
    }

    private static StringBuilder start(int status, String contentType, List<String> headers) {
        var head = new StringBuilder(160)
                .append("HTTP/1.1 ")
                .append(HttpResponseStatus.valueOf(status))
                .append("\r\n");
        if (!contentType.isEmpty()) {
            head.append("content-type: ").append(contentType).append("\r\n");
        }
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        return head;
    }

    private static byte[] end(StringBuilder head, boolean keepAlive) {
        if (!keepAlive) {
            head.append("connection: close\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
