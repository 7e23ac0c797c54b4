package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.streamgauge.record.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is a Netty channel; the last handler of its pipeline, for plain TCP the only one. Its stamp is the clock,
 * read before anything else is done with what arrived.
 */
final class NettyPipe extends ChannelInboundHandlerAdapter implements Pipe, Dialer.Caller {
    private final HttpLoop loop;
    private final Connection connection;
    private @Nullable Channel channel;
    private boolean open;
    private boolean closed;

    NettyPipe(HttpLoop loop, Connection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    @Override
    public void connecting(Channel to) {
        channel = to;
    }

    @Override
    public void open() {
        if (!closed) {
            open = true;
            connection.connected(this);
        }
    }

    @Override
    public void fail(String why) {
        if (!closed) {
            close();
            connection.refused(why);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        long nanos = loop.now();
        ByteBuf bytes = (ByteBuf) message;
        try {
            ReadBuffer buffer = loop.readBuffer();
            if (bytes instanceof ReadBuffer.Whole) {
                loop.noteRead(bytes.readableBytes());
            }
            while (bytes.isReadable() && !closed) {
                connection.read(buffer.bytes(), 0, buffer.take(bytes), nanos, Stamp.USER);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is told to the handler or of no interest
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(Causes.oneLine(cause));
        context.close();
    }

    private void end(@Nullable String why) {
        if (!closed && !open) {
            fail(why == null ? "the connection ended before it was ready" : why);
        } else if (!closed) {
            closed = true;
            connection.ended(why, loop.now());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is told to the handler or of no interest
    @Override
    public void write(byte[] head, byte[] body, int bodyLength) {
        Channel way = channel;
        if (way == null) {
            throw new IllegalStateException("written before open");
        }
        way.writeAndFlush(Requests.encode(way.alloc(), head, body, bodyLength), way.voidPromise());
    }

    @Override
    public boolean isFlushed() {
        Channel way = channel;
        if (way == null) {
            return false;
        }
        var outbound = way.unsafe().outboundBuffer();
        return outbound != null && outbound.isEmpty();
    }

    @Override
    public Stamp stamp() {
        return Stamp.USER;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is told to the handler or of no interest
    @Override
    public void close() {
        closed = true;
        Channel way = channel;
        if (way != null) {
            way.close();
        }
    }
}
