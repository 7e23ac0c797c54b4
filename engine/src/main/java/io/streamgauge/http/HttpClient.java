package io.streamgauge.http;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.streamgauge.sse.TextPaths;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The client's side of the wire: event loops that send requests and stamp what comes back. After {@link #open} nothing
 * throws: whatever happens to a request is told by its flight.
 */
public final class HttpClient implements AutoCloseable {
    private static final long SHUTDOWN_SECONDS = 10;

    private final HttpSettings settings;
    private final Sockets sockets;
    private final MultiThreadIoEventLoopGroup group;
    private final List<HttpLoop> loops;

    private HttpClient(HttpSettings settings, Sockets sockets, List<List<SocketAddress>> addresses) {
        this.settings = settings;
        this.sockets = sockets;
        this.group = new MultiThreadIoEventLoopGroup(
                settings.loops(), new DefaultThreadFactory("loop", true), sockets.handlers());
        var opened = new ArrayList<HttpLoop>();
        for (EventExecutor eventLoop : group) {
            opened.add(new HttpLoop(settings, addresses, (EventLoop) eventLoop, sockets));
        }
        this.loops = List.copyOf(opened);
    }

    /**
     * Looks up the servers' addresses and starts the loops.
     *
     * @throws HttpException when a server's name is unknown, or the transport or another setting does not work here
     */
    public static HttpClient open(HttpSettings settings) {
        Sockets sockets = Sockets.of(settings);
        List<List<SocketAddress>> addresses =
                settings.origins().stream().map(HttpClient::addresses).toList();
        return new HttpClient(settings, sockets, addresses);
    }

    private static List<SocketAddress> addresses(Origin origin) {
        try {
            var found = new ArrayList<SocketAddress>();
            for (InetAddress address : InetAddress.getAllByName(origin.host())) {
                found.add(new InetSocketAddress(address, origin.port()));
            }
            return found;
        } catch (UnknownHostException e) {
            throw new HttpException("the server's name '" + origin.host() + "' is not known; check the URL", e);
        }
    }

    /** The loops, each to be driven on its own. */
    public List<HttpLoop> loops() {
        return loops;
    }

    /** The transport in use, for reports. */
    public String transport() {
        return sockets.name();
    }

    /** A kind of request: where it goes on each origin, and which fields of the answer carry text. */
    public Route route(String path, Answers answers, TextPaths streamPaths, TextPaths wholePaths) {
        return new Route(settings, path, answers == Answers.STREAMED, streamPaths, wholePaths);
    }

    /** How answers are asked for. */
    public enum Answers {
        /** As a stream of events. */
        STREAMED,
        /** As one JSON text. */
        WHOLE
    }

    /**
     * Ends all flights as cancelled, closes all connections and frees the memory of all flights, released or not: their
     * texts are of no use afterwards.
     */
    @Override
    public void close() {
        for (HttpLoop loop : loops) {
            loop.execute(loop::shut);
        }
        group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        if (group.isTerminated()) {
            loops.forEach(HttpLoop::free);
        }
    }
}
