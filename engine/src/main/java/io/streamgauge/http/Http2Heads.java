package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Heads of HTTP/1.1 as HTTP/2 has them, and back: RFC 9113 section 8. Routes render the one, {@link ResponseDecoder} reads
 * the other, so that both versions say and understand the same. Loop-owned.
 */
final class Http2Heads {
    /** Fields that are about a connection, which is no longer the request's, or that HTTP/2 says otherwise. */
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "upgrade",
            "te",
            "http2-settings",
            "content-length");

    /** All that the decoder of a head asks for, but for lengths: DATA frames have their own. */
    private static final List<AsciiString> FORWARDED =
            List.of(HttpHeaderNames.CONTENT_TYPE, HttpHeaderNames.CONTENT_ENCODING, HttpHeaderNames.RETRY_AFTER);

    private static final byte[] VERSION = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "\r\ntransfer-encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CR_LF = 0x0D0A;

    private final AsciiString scheme;
    /** The head translated last, which is most often the next one's too. */
    private byte @Nullable [] known;

    private Http2Headers translated = new DefaultHttp2Headers(false);

    Http2Heads(Origin.Scheme scheme) {
        this.scheme = AsciiString.of(scheme == Origin.Scheme.HTTPS ? "https" : "http");
    }

    /** The head of a request with so many bytes of body; to be written before the next one is asked for. */
    Http2Headers request(byte[] head, int bodyLength) {
        if (!Arrays.equals(head, known)) {
            translated = translate(head);
            known = head;
        }
        return translated.setInt(HttpHeaderNames.CONTENT_LENGTH, bodyLength);
    }

    private Http2Headers translate(byte[] head) {
        String[] lines = new String(head, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        String[] start = lines[0].split(" ", 3);
        Http2Headers headers = new DefaultHttp2Headers(false)
                .method(AsciiString.of(start[0]))
                .scheme(scheme)
                .path(AsciiString.of(start[1]));
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                field(
                        headers,
                        AsciiString.of(lines[i].substring(0, colon)).toLowerCase(),
                        lines[i].substring(colon + 1));
            }
        }
        return headers;
    }

    private static void field(Http2Headers headers, AsciiString name, String value) {
        var bytes = new AsciiString(value.strip().getBytes(StandardCharsets.ISO_8859_1), false);
        if (HttpHeaderNames.HOST.contentEquals(name)) {
            headers.authority(bytes);
        } else if (!DROPPED.contains(name.toString())) {
            headers.add(name, bytes);
        }
    }

    /** Appends the head of an answer, whose body follows in chunks where it has one. */
    static void appendAnswer(ByteBuf to, Http2Headers headers) {
        to.writeBytes(VERSION);
        append(to, headers.status());
        to.writeBytes(CHUNKED);
        for (AsciiString name : FORWARDED) {
            CharSequence value = headers.get(name);
            if (value != null) {
                append(to, name);
                to.writeByte(':');
                append(to, value);
                to.writeShort(CR_LF);
            }
        }
        to.writeShort(CR_LF);
    }

    /** What could end a line is a space, as RFC 9110 section 5.5 has it. */
    private static void append(ByteBuf to, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            to.writeByte(c < ' ' ? ' ' : c);
        }
    }

    /** Appends a chunk of these bytes, which are left as they are. */
    static void appendChunk(ByteBuf to, ByteBuf data) {
        int size = data.readableBytes();
        for (int shift = 28 - (Integer.numberOfLeadingZeros(size) & ~3); shift >= 0; shift -= 4) {
            to.writeByte(Character.forDigit(size >>> shift & 0xF, 16));
        }
        to.writeShort(CR_LF);
        to.writeBytes(data, data.readerIndex(), size);
        to.writeShort(CR_LF);
    }

    /** Appends the end of a body in chunks. */
    static void appendEnd(ByteBuf to) {
        to.writeByte('0').writeShort(CR_LF).writeShort(CR_LF);
    }
}
