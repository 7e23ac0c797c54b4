package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks an HTTP proxy for a tunnel to a server: CONNECT, RFC 9110 section 9.3.6. Leaves the pipeline once it is open. */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private final Origin origin;
    private final Promise<Void> opened = ImmediateEventExecutor.INSTANCE.newPromise();
    private final StringBuilder head = new StringBuilder();

    ProxyTunnel(Origin origin) {
        this.origin = origin;
    }

    Future<Void> opened() {
        return opened;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the channel, which is told below
    public void handlerAdded(ChannelHandlerContext context) {
        String target = origin.hostAndPort();
        context.writeAndFlush(Unpooled.copiedBuffer(
                "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n", StandardCharsets.ISO_8859_1));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            // The server is silent until the client speaks through the tunnel, so all of this is the proxy's.
            head.append(bytes.toString(StandardCharsets.ISO_8859_1));
        } finally {
            bytes.release();
        }
        if (head.indexOf("\r\n\r\n") < 0) {
            if (head.length() > MAX_HEAD_BYTES) {
                opened.tryFailure(new IOException("its answer to CONNECT does not end"));
            }
            return;
        }
        String status = head.substring(0, head.indexOf("\r\n"));
        if (status.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
            context.pipeline().remove(this);
            opened.trySuccess(null);
        } else {
            opened.tryFailure(new IOException("it answered CONNECT with '" + OneLine.of(status) + "'"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        opened.tryFailure(new IOException("it closed the connection"));
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        opened.tryFailure(cause);
    }
}
