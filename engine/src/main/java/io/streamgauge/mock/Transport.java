package io.streamgauge.mock;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;

/** Which of Netty's transports carries the server: epoll where it is there, else NIO. */
enum Transport {
    EPOLL(EpollServerSocketChannel.class),
    EPOLL_UNIX(EpollServerDomainSocketChannel.class),
    NIO(NioServerSocketChannel.class);

    private final Class<? extends ServerChannel> channelType;

    Transport(Class<? extends ServerChannel> channelType) {
        this.channelType = channelType;
    }

    static Transport choose(MockOptions options) {
        if (options.unixSocket() == null) {
            return Epoll.isAvailable() ? EPOLL : NIO;
        }
        if (!Epoll.isAvailable()) {
            throw new IllegalStateException("cannot listen on " + options.unixSocket()
                    + ": Unix domain sockets need epoll, which this system lacks");
        }
        return EPOLL_UNIX;
    }

    boolean overTcp() {
        return this != EPOLL_UNIX;
    }

    Class<? extends ServerChannel> channelType() {
        return channelType;
    }

    EventLoopGroup newGroup(int threads, ThreadFactory factory) {
        return new MultiThreadIoEventLoopGroup(threads, factory, ioHandlers());
    }

    SocketAddress address(MockOptions options) {
        var path = options.unixSocket();
        return path == null
                ? new InetSocketAddress(options.host(), options.port())
                : new DomainSocketAddress(path.toFile());
    }

    private IoHandlerFactory ioHandlers() {
        return this == NIO ? NioIoHandler.newFactory() : EpollIoHandler.newFactory();
    }
}
