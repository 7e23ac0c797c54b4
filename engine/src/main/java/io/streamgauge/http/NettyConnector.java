package io.streamgauge.http;

import java.net.SocketAddress;

/** Makes sockets that are Netty channels. */
final class NettyConnector implements Connector {
    static final int READ_BYTES = 16 * 1024;

    private final HttpLoop loop;
    private final Dialer dialer;

    NettyConnector(HttpLoop loop, Dialer dialer) {
        this.loop = loop;
        this.dialer = dialer;
    }

    @Override
    public void connect(Connection connection, SocketAddress address) {
        dialer.dial(new NettyPipe(loop, connection), address);
    }
}
