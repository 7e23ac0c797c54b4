package io.streamgauge.http;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** The transport of a client: how its loops wait and what its sockets are. */
final class Sockets {
    private final String name;
    private final IoHandlerFactory handlers;
    private final Class<? extends SocketChannel> channel;

    private Sockets(String name, IoHandlerFactory handlers, Class<? extends SocketChannel> channel) {
        this.name = name;
        this.handlers = handlers;
        this.channel = channel;
    }

    /** @throws HttpException when the transport asked for does not work here */
    static Sockets of(HttpSettings settings) {
        return switch (settings.transport()) {
            case NIO -> nio();
            case EPOLL -> {
                if (!Epoll.isAvailable()) {
                    throw new HttpException("transport epoll does not work here: "
                            + Causes.oneLine(Epoll.unavailabilityCause()) + "; use transport nio");
                }
                yield epoll();
            }
            case IO_URING, AUTO -> Epoll.isAvailable() ? epoll() : nio();
        };
    }

    private static Sockets nio() {
        return new Sockets("nio", NioIoHandler.newFactory(), NioSocketChannel.class);
    }

    private static Sockets epoll() {
        return new Sockets("epoll", EpollIoHandler.newFactory(), EpollSocketChannel.class);
    }

    String name() {
        return name;
    }

    IoHandlerFactory handlers() {
        return handlers;
    }

    Connector connector(HttpLoop loop, EventLoop eventLoop, ReadBuffer buffer) {
        return new NettyConnector(loop, eventLoop, channel, buffer);
    }
}
