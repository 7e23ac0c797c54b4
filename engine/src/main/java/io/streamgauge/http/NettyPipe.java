package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.streamgauge.record.Stamp;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is a Netty channel; the last handler of its pipeline, for plain TCP the only one. Its stamp is the clock,
 * read before anything else is done with what arrived.
 */
final class NettyPipe extends ChannelInboundHandlerAdapter implements Pipe {
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final HttpLoop loop;
    private final Connection connection;
    private @Nullable Channel channel;
    private boolean closed;

    NettyPipe(HttpLoop loop, Connection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    /** The channel is ready for HTTP. */
    void open(Channel ready) {
        channel = ready;
        connection.connected(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        long nanos = loop.now();
        ByteBuf bytes = (ByteBuf) message;
        try {
            ReadBuffer buffer = loop.readBuffer();
            if (bytes instanceof ReadBuffer.Whole) {
                loop.noteRead(bytes.readableBytes());
                connection.read(buffer.segment(), bytes.readerIndex(), bytes.writerIndex(), nanos);
                return;
            }
            while (bytes.isReadable() && !closed) {
                connection.read(buffer.segment(), 0, buffer.copy(bytes), nanos);
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
        if (!closed) {
            closed = true;
            connection.ended(why, loop.now());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is told to the handler or of no interest
    @Override
    public void write(byte[] head, byte[] body) {
        Channel way = channel;
        if (way == null) {
            throw new IllegalStateException("written before open");
        }
        byte[] length = Integer.toString(body.length).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuf request = way.alloc().directBuffer(head.length + length.length + HEAD_END.length + body.length);
        request.writeBytes(head).writeBytes(length).writeBytes(HEAD_END).writeBytes(body);
        way.writeAndFlush(request, way.voidPromise());
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
