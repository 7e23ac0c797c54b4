package io.streamgauge.http;

import java.net.SocketAddress;

/** Makes sockets. Loop-owned. */
interface Connector {
    /** Begins to connect; the connection is told how it went, by {@link Connection#connected} or {@code refused}. */
    void connect(Connection connection, SocketAddress address);

    /** Gives the connection a place on a socket that is there, if there is one, by {@link Connection#joined}; whether it did. */
    default boolean join(Connection connection) {
        return false;
    }
}
