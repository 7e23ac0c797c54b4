package io.streamgauge.mock;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The listening socket: opened at the start, closed and reopened at the same address by faults. Any thread. */
final class Listener implements Gate, AutoCloseable {
    private static final long RETRY_NANOS = 20_000_000;

    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections;
    private @Nullable Channel socket;
    private boolean refusing;
    private boolean closed;

    Listener(ServerBootstrap bootstrap, ChannelGroup connections) {
        this.bootstrap = bootstrap;
        this.connections = connections;
    }

    /**
     * Begins to listen, and tells where.
     *
     * @throws IllegalStateException in one line, when the address cannot be bound
     */
    synchronized SocketAddress open(SocketAddress wanted) {
        var bound = bootstrap.bind(wanted).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "cannot listen on " + describe(wanted) + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        socket = bound.channel();
        return bound.channel().localAddress();
    }

    @Override
    public synchronized void refuse(long nanos) {
        if (refusing || closed || socket == null) {
            return;
        }
        refusing = true;
        var address = socket.localAddress();
        socket.close().addListener(done -> reopenAfter(nanos, address));
    }

    @Override
    public void restart(long nanos) {
        refuse(nanos);
        connections.forEach(Listener::reset);
    }

    /** Closes a connection so that the client sees a reset, where the protocol has such a thing. */
    static void reset(Channel channel) {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    @Override
    public void close() {
        @Nullable Channel last;
        synchronized (this) {
            closed = true;
            last = socket;
        }
        if (last != null) {
            var address = last.localAddress();
            last.close().awaitUninterruptibly();
            removeSocketFile(address);
        }
    }

    private void reopenAfter(long nanos, SocketAddress address) {
        if (nanos != Long.MAX_VALUE) {
            bootstrap.config().group().next().schedule(() -> reopen(address), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void reopen(SocketAddress address) {
        if (!closed) {
            removeSocketFile(address);
            bootstrap.bind(address).addListener((ChannelFuture bound) -> reopened(bound, address));
        }
    }

    private synchronized void reopened(ChannelFuture bound, SocketAddress address) {
        if (!bound.isSuccess()) {
            reopenAfter(RETRY_NANOS, address);
            return;
        }
        var opened = bound.channel();
        socket = opened;
        refusing = false;
        if (closed) {
            opened.close();
        }
    }

    /** Closing leaves the file of a Unix domain socket behind, and binding fails where there is one. */
    private static void removeSocketFile(@Nullable SocketAddress address) {
        if (address instanceof DomainSocketAddress unix) {
            try {
                Files.deleteIfExists(Path.of(unix.path()));
            } catch (IOException e) {
                // What stands in the way is told by the attempt to bind.
            }
        }
    }

    private static String describe(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : address.toString();
    }
}
