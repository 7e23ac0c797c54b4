package io.streamgauge.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.SocketAddress;

/** Makes sockets that are Netty channels. */
final class NettyConnector implements Connector {
    private final HttpLoop loop;
    private final Bootstrap bootstrap;

    NettyConnector(HttpLoop loop, EventLoop eventLoop, Class<? extends SocketChannel> channel, ReadBuffer buffer) {
        this.loop = loop;
        this.bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(channel)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the deadline wheel does this
                .option(ChannelOption.RECVBUF_ALLOCATOR, buffer)
                .option(ChannelOption.TCP_NODELAY, true);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is told to the handler or of no interest
    @Override
    public void connect(Connection connection, SocketAddress address) {
        var pipe = new NettyPipe(loop, connection);
        bootstrap.clone().handler(pipe).connect(address).addListener(future -> {
            if (future.isSuccess()) {
                pipe.open(((ChannelFuture) future).channel());
            } else {
                Channel failed = ((ChannelFuture) future).channel();
                pipe.close();
                failed.close();
                connection.refused(Causes.oneLine(future.cause()));
            }
        });
    }
}
