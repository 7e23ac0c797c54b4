package io.streamgauge.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Makes Netty channels to one origin: plain, through a proxy's tunnel, encrypted. Loop-owned. */
final class Dialer {
    /** The last handler of a channel that is being made, which is told how it went. */
    interface Caller extends ChannelHandler {
        /** The channel that is about to connect. */
        void connecting(Channel to);

        /** The channel is ready for HTTP. */
        void open();

        /** The channel will not get ready. */
        void fail(String why);
    }

    private final HttpLoop loop;
    private final Origin origin;
    private final @Nullable Origin proxy;
    private final @Nullable SslContext tls;
    private final Bootstrap bootstrap;

    /**
     * A dialer for one origin on one loop.
     *
     * @param proxy the proxy whose address it is given, null for none
     * @param tls null for plain connections
     */
    Dialer(
            HttpLoop loop,
            EventLoop eventLoop,
            Sockets sockets,
            Origin origin,
            @Nullable Origin proxy,
            @Nullable SslContext tls,
            RecvByteBufAllocator buffers) {
        this.loop = loop;
        this.origin = origin;
        this.proxy = proxy;
        this.tls = tls;
        boolean unix = origin.scheme() == Origin.Scheme.UNIX;
        this.bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(unix ? sockets.unix() : sockets.tcp())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the deadline wheel does this
                .option(ChannelOption.RECVBUF_ALLOCATOR, buffers);
        if (!unix) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true);
        }
        if (sockets.hasBufferRing()) {
            bootstrap.option(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, Sockets.BUFFER_GROUP);
        }
    }

    /** Begins to connect; the caller is told how it went. */
    void dial(Caller caller, SocketAddress address) {
        Bootstrap ready = bootstrap.clone();
        if (origin.scheme() != Origin.Scheme.UNIX) {
            ready.localAddress(loop.nextLocalAddress());
        }
        ChannelFuture connecting = ready.handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(caller);
                    }
                })
                .connect(address);
        caller.connecting(connecting.channel());
        connecting.addListener((Future<Void> done) -> connected(caller, connecting.channel(), done.cause()));
    }

    private void connected(Caller caller, Channel channel, @Nullable Throwable failure) {
        if (failure != null) {
            caller.fail(Causes.oneLine(failure));
        } else if (proxy != null && tls != null) {
            var tunnel = new ProxyTunnel(origin);
            channel.pipeline().addFirst(tunnel);
            tunnel.opened().addListener((Future<Void> done) -> {
                if (done.cause() != null) {
                    caller.fail("proxy " + proxy + ": " + Causes.oneLine(done.cause()));
                } else {
                    encrypt(caller, channel);
                }
            });
        } else {
            encrypt(caller, channel);
        }
    }

    private void encrypt(Caller caller, Channel channel) {
        if (tls == null) {
            caller.open();
            return;
        }
        SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
        handler.setHandshakeTimeoutMillis(0); // the deadline wheel does this
        channel.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener((Future<Channel> done) -> {
            if (done.cause() != null) {
                caller.fail("TLS: " + Causes.oneLine(done.cause()));
            } else {
                caller.open();
            }
        });
    }
}
