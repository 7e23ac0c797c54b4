package io.streamgauge.http;

import io.streamgauge.http.HttpSettings.Reuse;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds places for the requests of a loop on HTTP/2 connections to one origin: on one for all, on more where the server
 * allows fewer streams than there are, on one of their own where reuse says so. Loop-owned.
 */
final class Http2Connector implements Connector {
    /** As many as a socket often has at once where it carries hundreds of streams. */
    static final int READ_BYTES = 32 * 1024;

    private final HttpLoop loop;
    private final boolean shares;
    private final Dialer dialer;
    private final Http2Heads heads;
    private final List<Http2Link> links = new ArrayList<>();
    /** What the server has last said that it allows: as many wait for a connection that is being made. */
    private int streamsPerLink = Integer.MAX_VALUE;

    Http2Connector(HttpLoop loop, HttpSettings settings, Origin origin, Dialer dialer) {
        this.loop = loop;
        this.shares = settings.reuse() != Reuse.NEVER;
        this.dialer = dialer;
        this.heads = new Http2Heads(origin.scheme());
    }

    @Override
    public boolean join(Connection connection) {
        for (Http2Link link : links) {
            if (shares && link.session() == connection.session() && link.hasRoom()) {
                connection.joined(link.place(connection));
                return true;
            }
        }
        return false;
    }

    @Override
    public void connect(Connection connection, SocketAddress address) {
        if (join(connection)) {
            return;
        }
        List.copyOf(links).forEach(Http2Link::dropIfForsaken);
        Http2Link coming = coming(connection, address);
        if (coming != null) {
            coming.await(connection);
            return;
        }
        var link = new Http2Link(loop, this, connection.session(), address);
        links.add(link);
        link.await(connection);
        dialer.dial(link, address);
    }

    private @Nullable Http2Link coming(Connection connection, SocketAddress address) {
        for (Http2Link link : links) {
            if (shares
                    && link.session() == connection.session()
                    && link.address().equals(address)
                    && link.mayAwait(streamsPerLink)) {
                return link;
            }
        }
        return null;
    }

    Http2Heads heads() {
        return heads;
    }

    /** A server has said how many streams it allows on a connection. */
    void allowed(int streams) {
        streamsPerLink = streams;
    }

    /** The connection is of no more use. */
    void forget(Http2Link link) {
        links.remove(link);
    }
}
