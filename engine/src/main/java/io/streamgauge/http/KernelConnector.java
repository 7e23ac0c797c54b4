package io.streamgauge.http;

import io.netty.channel.IoEventLoop;
import java.net.SocketAddress;

/** Makes sockets that are read with the kernel's stamps. */
final class KernelConnector implements Connector {
    private final HttpLoop loop;
    private final IoEventLoop eventLoop;
    private final KernelStamps stamps;

    KernelConnector(HttpLoop loop, IoEventLoop eventLoop, KernelStamps stamps) {
        this.loop = loop;
        this.eventLoop = eventLoop;
        this.stamps = stamps;
    }

    @Override
    public void connect(Connection connection, SocketAddress address) {
        KernelPipe.connect(loop, eventLoop, stamps, connection, address);
    }
}
