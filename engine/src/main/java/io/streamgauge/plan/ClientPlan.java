package io.streamgauge.plan;

import io.streamgauge.http.HttpSettings.Priority;
import io.streamgauge.http.HttpSettings.Reuse;
import io.streamgauge.http.HttpSettings.Stamps;
import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.http.HttpVersion;
import io.streamgauge.http.Origin;
import io.streamgauge.http.TlsSettings;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the client itself is set up; {@code HttpSettings} says what each part means.
 *
 * @param loops event loops, at least 1
 * @param version which HTTP is spoken to the servers
 * @param sweepNanos how long ready sockets may wait for each other
 * @param cpus processors for the loops; empty for all
 * @param localAddresses addresses of this host that connections start from in turn; empty to leave it to the system
 * @param maxEventBytes most bytes of one event of a stream
 * @param sessionHeader name of a header that says which session a request is of; null for none
 */
public record ClientPlan(
        int loops,
        Transport transport,
        Stamps stamps,
        Reuse reuse,
        HttpVersion version,
        long sweepNanos,
        Priority priority,
        List<Integer> cpus,
        List<InetAddress> localAddresses,
        TlsSettings tls,
        @Nullable Origin proxy,
        int maxEventBytes,
        @Nullable String sessionHeader) {
    public ClientPlan {
        cpus = List.copyOf(cpus);
        localAddresses = List.copyOf(localAddresses);
    }
}
