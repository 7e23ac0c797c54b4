package io.streamgauge.http;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringSocketChannel;
import io.streamgauge.http.HttpSettings.Transport;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * The transport of a client: how its loops wait and what its channels are.
 *
 * @param transport which one; never AUTO
 * @param handlers what loops wait by
 * @param tcp the channel of a TCP socket
 * @param unix the channel of a Unix socket
 */
record Sockets(
        Transport transport, IoHandlerFactory handlers, Class<? extends Channel> tcp, Class<? extends Channel> unix) {
    /** The group of receive buffers of io_uring, which reads when data comes, into any buffer that is free. */
    static final short BUFFER_GROUP = 1;

    private static final short RING_BUFFERS = 256;
    private static final int RING_BUFFER_BYTES = 16 * 1024;

    /**
     * The transport asked for.
     *
     * @throws HttpException when it does not work here
     */
    static Sockets of(Transport asked) {
        return switch (asked) {
            case AUTO -> Epoll.isAvailable() ? epoll() : nio();
            case NIO -> nio();
            case EPOLL -> {
                require(Epoll.isAvailable(), "epoll", Epoll.unavailabilityCause());
                yield epoll();
            }
            case IO_URING -> {
                require(IoUring.isAvailable(), "io_uring", IoUring.unavailabilityCause());
                yield ioUring();
            }
        };
    }

    private static void require(boolean available, String name, @org.jspecify.annotations.Nullable Throwable why) {
        if (!available) {
            throw new HttpException("transport " + name + " does not work here"
                    + (why == null ? "" : " (" + Causes.oneLine(why) + ")") + "; use epoll or nio");
        }
    }

    private static Sockets nio() {
        return new Sockets(
                Transport.NIO, NioIoHandler.newFactory(), NioSocketChannel.class, NioDomainSocketChannel.class);
    }

    private static Sockets epoll() {
        return new Sockets(
                Transport.EPOLL, EpollIoHandler.newFactory(), EpollSocketChannel.class, EpollDomainSocketChannel.class);
    }

    private static Sockets ioUring() {
        var config = new IoUringIoHandlerConfig();
        if (IoUring.isRegisterBufferRingSupported()) {
            config.setBufferRingConfig(IoUringBufferRingConfig.builder()
                    .bufferGroupId(BUFFER_GROUP)
                    .bufferRingSize(RING_BUFFERS)
                    .batchSize(RING_BUFFERS / 2)
                    .allocator(new IoUringFixedBufferRingAllocator(RING_BUFFER_BYTES))
                    .build());
        }
        return new Sockets(
                Transport.IO_URING,
                IoUringIoHandler.newFactory(config),
                IoUringSocketChannel.class,
                IoUringDomainSocketChannel.class);
    }

    /** Whether a read fills its buffer at the moment of the read, so that all connections can share one. */
    boolean readsAtOnce() {
        return transport != Transport.IO_URING;
    }

    boolean hasBufferRing() {
        return transport == Transport.IO_URING && IoUring.isRegisterBufferRingSupported();
    }

    /** A Unix socket's address as its channel wants it. */
    SocketAddress unixAddress(String path) {
        return transport == Transport.NIO ? UnixDomainSocketAddress.of(path) : new DomainSocketAddress(path);
    }
}
