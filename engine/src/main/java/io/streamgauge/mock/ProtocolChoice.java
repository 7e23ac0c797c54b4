package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells by a connection's first bytes which HTTP it speaks, with or without TLS, readies the pipeline for it and leaves it.
 * HTTP/2 begins with a request line that no request of HTTP/1.1 begins with: RFC 9113 section 3.4.
 */
final class ProtocolChoice extends ByteToMessageDecoder {
    private static final byte[] HTTP_2 = "PRI * HTTP/2".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_HEADER_BYTES = 64 << 10;
    private static final int MOST_LINE_BYTES = 16 << 10;

    private final Desk desk;
    private final Loop loop;

    ProtocolChoice(Desk desk, Loop loop) {
        this.desk = desk;
        this.loop = loop;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int known = Math.min(in.readableBytes(), HTTP_2.length);
        for (int i = 0; i < known; i++) {
            if (in.getByte(in.readerIndex() + i) != HTTP_2[i]) {
                speakHttp1(context.channel());
                context.pipeline().remove(this);
                return;
            }
        }
        if (known == HTTP_2.length) {
            Http2Streams.speak(context.channel(), desk, loop);
            context.pipeline().remove(this);
        }
    }

    private void speakHttp1(Channel channel) {
        channel.pipeline()
                .addLast(new HttpRequestDecoder(MOST_LINE_BYTES, MOST_HEADER_BYTES, 64 << 10))
                .addLast(new Connection(channel, desk, loop));
    }

    /** A connection that breaks before it says anything is the client's affair. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
