package io.streamgauge.telemetry;

import io.streamgauge.clock.Clock;
import io.streamgauge.metrics.Statistics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times TCP handshakes: from the call that sends the first packet until the server's system has answered it, which is one round
 * trip whatever the server itself is busy with. On a thread of its own, between {@link #begin} and {@link #end}.
 */
public final class NetworkProbe {
    private static final int TIMEOUT_MILLIS = 1000;

    private final List<InetSocketAddress> servers;
    private final long everyNanos;
    private final Clock clock;
    private final Thread thread = new Thread(this::work, "network-probe");
    private final List<Long> nanos = new ArrayList<>();
    private int failures;
    private boolean over;

    /** @param everyNanos from one round over all servers to the next */
    public NetworkProbe(List<InetSocketAddress> servers, long everyNanos, Clock clock) {
        this.servers = List.copyOf(servers);
        this.everyNanos = everyNanos;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Looks up the servers and makes a connection to each that does not count: the first takes what loading classes takes. */
    public void prepare() {
        servers.forEach(this::handshake);
    }

    public void begin() {
        thread.start();
    }

    /** Ends the probes; at least one round has been made, unless it took too long. */
    public void end() throws InterruptedException {
        thread.interrupt();
        thread.join(TIMEOUT_MILLIS);
        synchronized (this) {
            over = true;
        }
    }

    /** Of the round trips, in milliseconds; null where none came to an end. */
    public synchronized @Nullable Statistics millis() {
        return nanos.isEmpty()
                ? null
                : Statistics.of(nanos.stream().mapToDouble(Long::doubleValue).toArray(), 1e-6);
    }

    /** Connections that were not made. */
    public synchronized int failures() {
        return failures;
    }

    private void work() {
        do {
            for (InetSocketAddress server : servers) {
                long took = handshake(server);
                synchronized (this) {
                    if (over) {
                        return;
                    }
                    if (took < 0) {
                        failures++;
                    } else {
                        nanos.add(took);
                    }
                }
            }
        } while (waited());
    }

    private boolean waited() {
        try {
            TimeUnit.NANOSECONDS.sleep(everyNanos);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** How long it took; -1 where it did not come to an end. */
    private long handshake(InetSocketAddress server) {
        try (var socket = new Socket()) {
            var address =
                    server.isUnresolved() ? new InetSocketAddress(server.getHostString(), server.getPort()) : server;
            long from = clock.nanos();
            socket.connect(address, TIMEOUT_MILLIS);
            return clock.nanos() - from;
        } catch (IOException e) {
            return -1;
        }
    }
}
