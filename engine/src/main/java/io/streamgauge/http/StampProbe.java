package io.streamgauge.http;

import io.netty.channel.unix.Socket;
import io.streamgauge.clock.Clock;
import io.streamgauge.clock.StampedReceiver;
import io.streamgauge.clock.WallOffset;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds out on loopback whether the kernel stamps what arrives on TCP sockets, and keeps it doing so: Linux stamps packets
 * only while some socket asks for it, and begins a moment after the first does. So one such socket stays open.
 */
final class StampProbe implements AutoCloseable {
    private static final int TRIES = 200;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final long CREDIBLE_NANOS = 1_000_000_000L;

    private final @Nullable Socket asking;
    private final @Nullable String whyNot;

    StampProbe() {
        Socket socket = null;
        String problem;
        if (StampedReceiver.isSupported()) {
            try {
                socket = Socket.newSocketStream();
                socket.setIntOpt(StampedReceiver.SOL_SOCKET, StampedReceiver.SO_TIMESTAMPNS, 1);
                problem = probe(socket);
            } catch (IOException | RuntimeException e) {
                problem = Causes.oneLine(e);
            }
        } else {
            problem = "only Linux has them";
        }
        asking = socket;
        whyNot = problem;
    }

    /** Why there are no kernel stamps here; null when there are. */
    @Nullable
    String whyNot() {
        return whyNot;
    }

    private static @Nullable String probe(Socket socket) throws IOException {
        var buffer = new ReadBuffer();
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var offset = new WallOffset();
                var receiver = new StampedReceiver(buffer.memory())) {
            socket.connect(listener.getLocalSocketAddress());
            try (var peer = listener.accept()) {
                return firstStamp(receiver, socket.intValue(), peer.getOutputStream(), offset);
            }
        }
    }

    private static @Nullable String firstStamp(
            StampedReceiver receiver, int socket, OutputStream peer, WallOffset offset) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            peer.write('.');
            LockSupport.parkNanos(PAUSE_NANOS);
            if (receiver.receive(socket) > 0 && receiver.isStamped()) {
                long age = Clock.monotonic().nanos() - offset.toMonotonic(receiver.stampNanos());
                return Math.abs(age) < CREDIBLE_NANOS ? null : "the kernel's stamps are off by " + age + " ns";
            }
        }
        return "this kernel does not stamp TCP reads";
    }

    @Override
    public void close() {
        if (asking != null) {
            try {
                asking.close();
            } catch (IOException e) {
                // Linux has freed the descriptor all the same: close(2).
            }
        }
    }
}
