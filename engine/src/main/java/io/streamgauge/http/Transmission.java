package io.streamgauge.http;

import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.streamgauge.clock.StampedReceiver;
import io.streamgauge.http.HttpSettings.Stamps;
import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.record.Stamp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client's settings come to on this host: the transport, where stamps come from, how each origin is reached. */
final class Transmission implements AutoCloseable {
    private final HttpSettings settings;
    private final Sockets sockets;
    private final @Nullable String noKernelStamps;
    private final @Nullable SslContext tls;
    private @Nullable StampProbe probe;

    /** Works it out. @throws HttpException when a setting does not work here */
    Transmission(HttpSettings settings) {
        this.settings = settings;
        if (settings.version() == HttpVersion.HTTP_2
                && settings.proxy() != null
                && settings.origins().stream().anyMatch(Transmission::isPlainTcp)) {
            throw new HttpException("proxy " + settings.proxy()
                    + ": it is spoken to in HTTP/1.1 for servers without TLS; give https servers, or use HTTP/1.1");
        }
        this.sockets = Sockets.of(settings.transport());
        this.noKernelStamps = whyNoKernelStamps();
        if (settings.stamps() == Stamps.KERNEL && noKernelStamps != null) {
            close();
            throw new HttpException("no kernel stamps: " + noKernelStamps + "; use user stamps");
        }
        this.tls = settings.origins().stream().anyMatch(origin -> origin.scheme() == Origin.Scheme.HTTPS)
                ? Tls.context(settings.tls(), settings.version())
                : null;
    }

    private @Nullable String whyNoKernelStamps() {
        if (settings.stamps() == Stamps.USER) {
            return "not asked for";
        }
        if (settings.version() != HttpVersion.HTTP_1_1) {
            return "they are for HTTP/1.1 only";
        }
        if (settings.origins().stream().noneMatch(Transmission::isPlainTcp)) {
            return "they are for plain TCP only";
        }
        if (sockets.transport() != Transport.EPOLL) {
            return "they need the epoll transport";
        }
        probe = new StampProbe();
        return probe.whyNot();
    }

    private static boolean isPlainTcp(Origin origin) {
        return origin.scheme() == Origin.Scheme.HTTP;
    }

    @Override
    public void close() {
        if (probe != null) {
            probe.close();
        }
    }

    Sockets sockets() {
        return sockets;
    }

    boolean usesKernelStamps() {
        return noKernelStamps == null;
    }

    /** Why stamps are not the kernel's; null when they are. */
    @Nullable
    String whyUserStamps() {
        return noKernelStamps;
    }

    /** Where the stamps of plain TCP sockets come from that are read without a channel; null where none can be. */
    @Nullable
    Stamp stampsWithoutChannel() {
        if (usesKernelStamps()) {
            return Stamp.KERNEL;
        }
        return sockets.transport() == Transport.EPOLL
                        && settings.version() == HttpVersion.HTTP_1_1
                        && StampedReceiver.isSupported()
                ? Stamp.USER
                : null;
    }

    Connector connector(HttpLoop loop, IoEventLoop eventLoop, Origin origin, @Nullable StampedReads reads) {
        if (reads != null && isPlainTcp(origin)) {
            return new SocketConnector(loop, eventLoop, reads);
        }
        if (settings.version() == HttpVersion.HTTP_2) {
            var buffers = new FixedRecvByteBufAllocator(Http2Connector.READ_BYTES);
            return new Http2Connector(loop, settings, origin, dialer(loop, eventLoop, origin, buffers));
        }
        boolean inPlace = origin.scheme() != Origin.Scheme.HTTPS && proxyOf(origin) == null && sockets.readsAtOnce();
        return new NettyConnector(
                loop,
                dialer(
                        loop,
                        eventLoop,
                        origin,
                        inPlace ? loop.readBuffer() : new FixedRecvByteBufAllocator(NettyConnector.READ_BYTES)));
    }

    private Dialer dialer(HttpLoop loop, EventLoop eventLoop, Origin origin, RecvByteBufAllocator buffers) {
        SslContext encryption = origin.scheme() == Origin.Scheme.HTTPS ? tls : null;
        return new Dialer(loop, eventLoop, sockets, origin, proxyOf(origin), encryption, buffers);
    }

    private @Nullable Origin proxyOf(Origin origin) {
        return origin.scheme() == Origin.Scheme.UNIX ? null : settings.proxy();
    }

    /** The addresses to try for each origin, in order; those of the proxy where there is one. */
    List<List<SocketAddress>> addresses() {
        return settings.origins().stream().map(this::addresses).toList();
    }

    private List<SocketAddress> addresses(Origin origin) {
        if (origin.scheme() == Origin.Scheme.UNIX) {
            return List.of(sockets.unixAddress(origin.host()));
        }
        Origin first = settings.proxy() == null ? origin : settings.proxy();
        try {
            var found = new ArrayList<SocketAddress>();
            for (InetAddress address : InetAddress.getAllByName(first.host())) {
                found.add(new InetSocketAddress(address, first.port()));
            }
            return found;
        } catch (UnknownHostException e) {
            throw new HttpException(
                    (first.equals(origin) ? "the server's" : "the proxy's") + " name '" + first.host()
                            + "' is not known; check the URL",
                    e);
        }
    }
}
