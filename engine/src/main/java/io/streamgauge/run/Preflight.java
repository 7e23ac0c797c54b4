package io.streamgauge.run;

import io.streamgauge.http.Origin;
import io.streamgauge.plan.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks, before any work is done for it, whether a server accepts connections. Sends nothing. */
public final class Preflight {
    private Preflight() {}

    /** One line on why the target cannot be benchmarked; empty when it accepts a connection. */
    public static Optional<String> problem(Target target, long connectNanos) {
        Origin origin = target.origin();
        try {
            if (origin.scheme() == Origin.Scheme.UNIX) {
                SocketAddress address = UnixDomainSocketAddress.of(origin.host());
                SocketChannel.open(address).close();
                return Optional.empty();
            }
            InetAddress address = InetAddress.getByName(origin.host());
            try (Socket socket = new Socket()) {
                int millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(connectNanos), 1, Integer.MAX_VALUE);
                socket.connect(new InetSocketAddress(address, origin.port()), millis);
                return Optional.empty();
            }
        } catch (UnknownHostException e) {
            return Optional.of(
                    "--url " + target.url() + ": no address is known for '" + origin.host() + "'; check the name");
        } catch (IOException e) {
            return Optional.of("--url " + target.url() + ": no server answers at " + origin + " (" + reason(e)
                    + "); start it, or check host and port");
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
