package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.streamgauge.clock.StampedReceiver;
import io.streamgauge.record.Stamp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A plain TCP socket: a handle of our own on Netty's epoll loop, without channel or pipeline, read with the kernel's time of
 * arrival where that is wanted. Loop-owned; allocates nothing per read.
 *
 * <p>Hazards: the registration must be cancelled before the descriptor is closed, or an event of this socket could reach
 * a later one with the same number; an event may come after {@link #close}, or for a number that was just reused, so no
 * event is taken for granted and each is answered by asking the socket.
 */
final class SocketPipe implements Pipe, EpollIoHandle {
    /**
     * Told once of what has come (EPOLLET), so that the kernel does not look at a socket again only to find that all is read. A read
     * that leaves room in its buffer has taken all but the end of the stream: epoll(7), question 9.
     */
    private static final EpollIoOps READING =
            EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP).with(EpollIoOps.EPOLLET);

    private static final EpollIoOps WRITING = READING.with(EpollIoOps.EPOLLOUT);
    private static final int READS_PER_EVENT = 4;
    private static final int IPPROTO_IP = 0;
    /** ip(7): the port is chosen at connect, so that it need be free for that server only. */
    private static final int IP_BIND_ADDRESS_NO_PORT = 24;

    private final HttpLoop loop;
    private final Connection connection;
    private final StampedReads stamps;
    private final Socket socket;
    /** The socket's number, here so that a read asks memory for one object less. */
    private final int descriptor;

    private @Nullable IoRegistration registration;
    private @Nullable ByteBuf pending;
    private boolean connecting = true;
    private boolean waitsToWrite;
    private boolean broken;
    private boolean closed;

    private SocketPipe(HttpLoop loop, Connection connection, StampedReads stamps, Socket socket) {
        this.loop = loop;
        this.connection = connection;
        this.stamps = stamps;
        this.socket = socket;
        this.descriptor = socket.intValue();
    }

    /** Begins to connect; the connection is told how it went. */
    static void connect(
            HttpLoop loop, IoEventLoop eventLoop, StampedReads stamps, Connection connection, SocketAddress address) {
        SocketPipe pipe = null;
        try {
            Socket socket = Socket.newSocketStream();
            pipe = new SocketPipe(loop, connection, stamps, socket);
            socket.setTcpNoDelay(true);
            if (stamps.source() == Stamp.KERNEL) {
                socket.setIntOpt(StampedReceiver.SOL_SOCKET, StampedReceiver.SO_TIMESTAMPNS, 1);
            }
            InetSocketAddress local = loop.nextLocalAddress();
            if (local != null) {
                socket.setIntOpt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
                socket.bind(local);
            }
            boolean done = socket.connect(address);
            pipe.register(eventLoop, done);
        } catch (IOException | RuntimeException e) {
            if (pipe != null) {
                pipe.close();
            }
            connection.refused(Causes.oneLine(e));
        }
    }

    private void register(IoEventLoop eventLoop, boolean connected) {
        eventLoop.register(this).addListener(future -> {
            if (!future.isSuccess()) {
                close();
                connection.refused(Causes.oneLine(future.cause()));
                return;
            }
            IoRegistration registered = (IoRegistration) future.getNow();
            registration = registered;
            if (connected) {
                opened(registered);
            } else {
                registered.submit(WRITING);
            }
        });
    }

    private void opened(IoRegistration registered) {
        connecting = false;
        registered.submit(READING);
        connection.connected(this);
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration registered, IoEvent event) {
        if (closed) {
            return;
        }
        EpollIoOps ops = ((EpollIoEvent) event).ops();
        if (connecting) {
            finishConnect(registered);
            return;
        }
        if (ops.contains(EpollIoOps.EPOLLOUT)) {
            flush();
        }
        if (!closed) {
            read(registered, ops.contains(EpollIoOps.EPOLLRDHUP) || ops.contains(EpollIoOps.EPOLLERR));
        }
    }

    private void finishConnect(IoRegistration registered) {
        try {
            if (socket.finishConnect()) {
                opened(registered);
            }
        } catch (IOException e) {
            close();
            connection.refused(Causes.oneLine(e));
        }
    }

    /** @param toEnd whether the end is there to be read too, of which there will be no other event */
    private void read(IoRegistration registered, boolean toEnd) {
        ReadBuffer buffer = loop.readBuffer();
        for (int i = 0; i < READS_PER_EVENT && !closed; i++) {
            int bytes = stamps.receive(descriptor);
            long now = loop.now();
            if (bytes > 0) {
                buffer.take(bytes);
                loop.noteRead(bytes);
                long arrival = stamps.arrivalNanos(now);
                connection.read(buffer.bytes(), 0, bytes, arrival, stamps.isTrusted() ? Stamp.KERNEL : Stamp.USER);
                if (bytes < ReadBuffer.BYTES && !toEnd) {
                    return;
                }
            } else if (bytes == StampedReceiver.NOTHING) {
                return;
            } else {
                close();
                connection.ended(bytes == 0 ? null : Causes.ofErrno(stamps.errno()), now);
                return;
            }
        }
        if (!closed) {
            // Others have their turn; asking anew brings another event for what is left.
            registered.submit(waitsToWrite ? WRITING : READING);
        }
    }

    @Override
    public void write(byte[] head, byte[] body, int bodyLength) {
        if (pending != null) {
            throw new IllegalStateException("a request is still being written");
        }
        pending = Requests.encode(ByteBufAllocator.DEFAULT, head, body, bodyLength);
        flush();
    }

    private void flush() {
        ByteBuf rest = pending;
        IoRegistration registered = registration;
        if (rest == null || registered == null) {
            return;
        }
        try {
            while (rest.isReadable()) {
                int from = rest.readerIndex();
                int sent = socket.send(rest.internalNioBuffer(from, rest.readableBytes()), from, rest.writerIndex());
                if (sent <= 0) {
                    waitsToWrite = true;
                    registered.submit(WRITING);
                    return;
                }
                rest.skipBytes(sent);
            }
            pending = null;
            rest.release();
            if (waitsToWrite) {
                waitsToWrite = false;
                registered.submit(READING);
            }
        } catch (IOException e) {
            // What the server said before it hung up is still to be read; the read after it tells of the end.
            pending = null;
            rest.release();
            broken = true;
            registered.submit(READING);
        }
    }

    @Override
    public boolean isFlushed() {
        return pending == null && !broken;
    }

    @Override
    public Stamp stamp() {
        return stamps.source();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (pending != null) {
            pending.release();
            pending = null;
        }
        if (registration != null) {
            registration.cancel();
        }
        try {
            socket.close();
        } catch (IOException e) {
            // Linux has freed the descriptor all the same: close(2).
        }
    }
}
