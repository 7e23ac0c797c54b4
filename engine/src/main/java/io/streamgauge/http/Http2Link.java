package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection: those that wait for it, and then the places on it. It lives for as long as it has any, as a
 * connection of HTTP/1.1 does for its one. The last handler of its channel, behind the {@link Http2Codec}; loop-owned.
 */
final class Http2Link extends ChannelInboundHandlerAdapter implements Dialer.Caller {
    private enum State {
        /** Until the server's settings are there. */
        COMING,
        READY,
        /** The server takes no more streams, but ends those it has. */
        LEAVING,
        OVER
    }

    private static final String NO_HTTP2 = "the server does not speak HTTP/2";
    private static final String ADVICE = "; use --http-version 1.1";

    private final HttpLoop loop;
    private final Http2Connector connector;
    private final int session;
    private final SocketAddress address;
    private final List<Connection> waiting = new ArrayList<>();
    private final Set<Http2Pipe> places = new HashSet<>();
    private final List<Http2Pipe> touched = new ArrayList<>();
    private State state = State.COMING;
    private @Nullable Channel channel;
    private @Nullable Http2Codec codec;
    /** Whether it has given places away that it has not counted yet, so that it must not be closed for lack of any. */
    private boolean seating;

    private boolean hasServed;

    Http2Link(HttpLoop loop, Http2Connector connector, int session, SocketAddress address) {
        this.loop = loop;
        this.connector = connector;
        this.session = session;
        this.address = address;
    }

    /** Whose requests it carries; {@link Flight#NO_SESSION} for anybody's. */
    int session() {
        return session;
    }

    SocketAddress address() {
        return address;
    }

    // ---- until it is there ----

    /** Whether one more may wait for it, of at most so many. */
    boolean mayAwait(int most) {
        return state == State.COMING && waiting.size() < most;
    }

    /** Ends it if it is not there yet and nobody waits for it any more, lest others wait in vain too. */
    void dropIfForsaken() {
        if (state == State.COMING && waiting.stream().allMatch(Connection::isClosed)) {
            over();
        }
    }

    void await(Connection connection) {
        waiting.add(connection);
    }

    @Override
    public void connecting(Channel to) {
        channel = to;
    }

    @Override
    public void open() {
        Channel way = channel;
        if (way == null || state != State.COMING) {
            return;
        }
        SslHandler tls = way.pipeline().get(SslHandler.class);
        if (tls != null && !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
            fail(NO_HTTP2 + " over TLS, as ALPN tells" + ADVICE);
            return;
        }
        var speaker = new Http2Codec(loop, this, connector.heads());
        codec = speaker;
        way.pipeline().addBefore(way.pipeline().context(this).name(), null, speaker);
        speaker.begin();
    }

    /** The server's settings came, for the first time or another. */
    void settingsCame(int streams) {
        connector.allowed(streams);
        if (state != State.COMING) {
            return;
        }
        if (streams == 0) {
            fail("the server allows no streams");
            return;
        }
        state = State.READY;
        seating = true;
        for (Connection next : takeWaiting()) {
            if (next.isClosed()) {
                continue;
            }
            if (hasRoom()) {
                next.connected(place(next));
            } else {
                connector.connect(next, address);
            }
        }
        seating = false;
        closeIfEmpty();
    }

    private List<Connection> takeWaiting() {
        List<Connection> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    @Override
    public void fail(String why) {
        if (state == State.COMING) {
            over();
            takeWaiting().forEach(connection -> connection.refused(why));
        }
    }

    // ---- places and their streams ----

    boolean hasRoom() {
        Http2Codec speaker = codec;
        return state == State.READY && speaker != null && places.size() < speaker.mostStreams();
    }

    /** A place for this connection; there is room. */
    Http2Pipe place(Connection connection) {
        var place = new Http2Pipe(loop, this, connection);
        places.add(place);
        return place;
    }

    /** Sends a request; the number of its stream, {@link Http2Pipe#NO_STREAM} where none can be had. */
    int request(Http2Pipe from, byte[] head, byte[] body, int bodyLength) {
        Http2Codec speaker = codec;
        return speaker == null || state == State.OVER
                ? Http2Pipe.NO_STREAM
                : speaker.request(from, head, body, bodyLength);
    }

    boolean isOpen(int stream) {
        return codec != null && codec.isOpen(stream);
    }

    ByteBuf buffer(int bytes) {
        if (channel == null) {
            throw new IllegalStateException("read before connected");
        }
        return channel.alloc().directBuffer(bytes);
    }

    /** The place is given up, and its stream with it if that is not over. */
    void leave(Http2Pipe place) {
        places.remove(place);
        if (codec != null && state != State.OVER) {
            codec.cancel(place.stream());
        }
        closeIfEmpty();
    }

    private void closeIfEmpty() {
        if (places.isEmpty() && !seating && state != State.COMING) {
            over();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the channel's end is of no interest any more
    private void over() {
        if (state != State.OVER) {
            state = State.OVER;
            connector.forget(this);
            if (channel != null) {
                channel.close();
            }
        }
    }

    // ---- what comes ----

    /** Something came for this place, which is told of it by {@link #deliver}. */
    void touch(Http2Pipe place) {
        if (place.touched) {
            return;
        }
        place.touched = true;
        touched.add(place);
        if (codec == null || !codec.isReading()) {
            loop.execute(() -> deliver(loop.now()));
        }
    }

    /** Tells all places what has come for them. */
    void deliver(long nanos) {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).deliver(nanos);
        }
        hasServed |= !touched.isEmpty();
        touched.clear();
    }

    /** The server takes up no streams after this one. */
    void leaving(int lastStream, String why) {
        if (state == State.READY) {
            state = State.LEAVING;
            connector.forget(this);
        }
        for (Http2Pipe place : places) {
            if (!isOpen(place.stream())) {
                place.lost(null, true);
            } else if (Integer.compareUnsigned(place.stream(), lastStream) > 0) {
                place.lost(why, true);
            }
        }
    }

    /** It broke, or the server ended it. */
    void lost(@Nullable String why) {
        if (state == State.COMING) {
            fail(why == null ? NO_HTTP2 + ": it ended the connection" + ADVICE : NO_HTTP2 + " (" + why + ")" + ADVICE);
        } else if (state != State.OVER) {
            over();
            places.forEach(place -> place.lost(why, hasServed));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (state == State.COMING && codec == null) {
            fail("the connection ended before it was ready");
        } else {
            lost(null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (state == State.COMING && codec == null) {
            fail(Causes.oneLine(cause));
        } else {
            lost(Causes.oneLine(cause));
        }
    }
}
