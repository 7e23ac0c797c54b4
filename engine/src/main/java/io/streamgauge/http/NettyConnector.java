package io.streamgauge.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Makes sockets to one origin that are Netty channels: plain, through a proxy's tunnel, encrypted. */
final class NettyConnector implements Connector {
    private static final int READ_BYTES = 16 * 1024;

    private final HttpLoop loop;
    private final Origin origin;
    private final @Nullable Origin proxy;
    private final @Nullable SslContext tls;
    private final Bootstrap bootstrap;

    /**
     * A connector for one origin on one loop.
     *
     * @param proxy the proxy whose address it is given, null for none
     * @param tls null for plain connections
     */
    NettyConnector(
            HttpLoop loop,
            EventLoop eventLoop,
            Sockets sockets,
            Origin origin,
            @Nullable Origin proxy,
            @Nullable SslContext tls) {
        this.loop = loop;
        this.origin = origin;
        this.proxy = proxy;
        this.tls = tls;
        boolean unix = origin.scheme() == Origin.Scheme.UNIX;
        this.bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(unix ? sockets.unix() : sockets.tcp())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the deadline wheel does this
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        tls == null && proxy == null && sockets.readsAtOnce()
                                ? loop.readBuffer()
                                : new FixedRecvByteBufAllocator(READ_BYTES));
        if (!unix) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true);
        }
        if (sockets.hasBufferRing()) {
            bootstrap.option(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, Sockets.BUFFER_GROUP);
        }
    }

    @Override
    public void connect(Connection connection, SocketAddress address) {
        var pipe = new NettyPipe(loop, connection);
        Bootstrap ready = bootstrap.clone();
        if (origin.scheme() != Origin.Scheme.UNIX) {
            ready.localAddress(loop.nextLocalAddress());
        }
        ChannelFuture connecting = ready.handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(pipe);
                    }
                })
                .connect(address);
        pipe.connecting(connecting.channel());
        connecting.addListener((Future<Void> done) -> connected(pipe, connecting.channel(), done.cause()));
    }

    private void connected(NettyPipe pipe, Channel channel, @Nullable Throwable failure) {
        if (failure != null) {
            pipe.fail(Causes.oneLine(failure));
        } else if (proxy != null && tls != null) {
            var tunnel = new ProxyTunnel(origin);
            channel.pipeline().addFirst(tunnel);
            tunnel.opened().addListener((Future<Void> done) -> {
                if (done.cause() != null) {
                    pipe.fail("proxy " + proxy + ": " + Causes.oneLine(done.cause()));
                } else {
                    encrypt(pipe, channel);
                }
            });
        } else {
            encrypt(pipe, channel);
        }
    }

    private void encrypt(NettyPipe pipe, Channel channel) {
        if (tls == null) {
            pipe.open();
            return;
        }
        SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
        handler.setHandshakeTimeoutMillis(0); // the deadline wheel does this
        channel.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener((Future<Channel> done) -> {
            if (done.cause() != null) {
                pipe.fail("TLS: " + Causes.oneLine(done.cause()));
            } else {
                pipe.open();
            }
        });
    }
}
