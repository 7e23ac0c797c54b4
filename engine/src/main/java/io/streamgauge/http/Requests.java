package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Puts a request together: RFC 9112 section 2.1. */
final class Requests {
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private Requests() {}

    /** Head, number of body bytes, empty line and body, in direct memory. */
    static ByteBuf encode(ByteBufAllocator allocator, byte[] head, byte[] body, int bodyLength) {
        byte[] length = Integer.toString(bodyLength).getBytes(StandardCharsets.ISO_8859_1);
        return allocator
                .directBuffer(head.length + length.length + HEAD_END.length + bodyLength)
                .writeBytes(head)
                .writeBytes(length)
                .writeBytes(HEAD_END)
                .writeBytes(body, 0, bodyLength);
    }
}
