package io.streamgauge.http;

import io.netty.channel.IoEventLoop;
import java.net.SocketAddress;

/** Makes sockets that are read without a channel of Netty's, where they can be with the kernel's stamps. */
final class SocketConnector implements Connector {
    private final HttpLoop loop;
    private final IoEventLoop eventLoop;
    private final StampedReads stamps;

    SocketConnector(HttpLoop loop, IoEventLoop eventLoop, StampedReads stamps) {
        this.loop = loop;
        this.eventLoop = eventLoop;
        this.stamps = stamps;
    }

    @Override
    public void connect(Connection connection, SocketAddress address) {
        SocketPipe.connect(loop, eventLoop, stamps, connection, address);
    }
}
