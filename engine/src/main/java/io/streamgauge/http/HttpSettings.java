package io.streamgauge.http;

import io.streamgauge.clock.Clock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a client talks: to whom, on which loops, within which limits.
 *
 * @param origins the servers; a flight names one by its index
 * @param version which HTTP is spoken to all of them
 * @param headers extra fields of each request, over ours where the name is the same
 * @param userAgent value of the User-Agent field
 * @param loops event loops, each one thread
 * @param transport how sockets are driven
 * @param stamps where receive times come from
 * @param reuse which requests a connection serves
 * @param connectTimeoutNanos longest wait for a connection
 * @param requestTimeoutNanos longest life of a flight from its start; 0 for no limit
 * @param stallTimeoutNanos longest wait between two reads of one answer; 0 for no limit
 * @param maxEventBytes most bytes of one event or line of a stream
 * @param maxAnswerBytes most bytes of output text, and of a whole body
 * @param keepsBodies whether flights keep every byte of the bodies of answers
 * @param connectsPerSecond most new connections a second of all loops together, so that no listen queue overflows
 * @param sweepNanos how long a loop may let ready sockets wait for each other; only with kernel stamps
 * @param priority scheduling class of the loop threads
 * @param cpus the processors that the loop threads may run on; empty for all
 * @param localAddresses addresses of this host that TCP connections start from in turn; empty to leave it to the system
 * @param tls how HTTPS servers are checked
 * @param proxy the HTTP proxy to go through, null for none
 * @param clock the clock of user stamps
 */
public record HttpSettings(
        List<Origin> origins,
        HttpVersion version,
        List<HttpHeader> headers,
        String userAgent,
        int loops,
        Transport transport,
        Stamps stamps,
        Reuse reuse,
        long connectTimeoutNanos,
        long requestTimeoutNanos,
        long stallTimeoutNanos,
        int maxEventBytes,
        int maxAnswerBytes,
        boolean keepsBodies,
        int connectsPerSecond,
        long sweepNanos,
        Priority priority,
        List<Integer> cpus,
        List<InetAddress> localAddresses,
        TlsSettings tls,
        @Nullable Origin proxy,
        Clock clock) {

    /** How sockets are driven. */
    public enum Transport {
        /** The best that this system has. */
        AUTO,
        IO_URING,
        EPOLL,
        NIO
    }

    /** Where receive times come from. */
    public enum Stamps {
        /** The kernel where it can, else the process. */
        AUTO,
        KERNEL,
        USER
    }

    /** Which requests a connection serves. */
    public enum Reuse {
        /** One after the other, whosever they are. */
        POOLED,
        /** One. */
        NEVER,
        /** Those of one session, where a request is of one; the others are pooled. */
        STICKY_USER_SESSIONS
    }

    /** Scheduling class of the loop threads. */
    public enum Priority {
        NORMAL,
        HIGH,
        REALTIME
    }

    public HttpSettings {
        origins = List.copyOf(origins);
        headers = List.copyOf(headers);
        cpus = List.copyOf(cpus);
        localAddresses = List.copyOf(localAddresses);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("no origin to send to");
        }
        positive("loops", loops);
        positive("connectTimeoutNanos", connectTimeoutNanos);
        positive("maxEventBytes", maxEventBytes);
        positive("maxAnswerBytes", maxAnswerBytes);
        positive("connectsPerSecond", connectsPerSecond);
        if (requestTimeoutNanos < 0 || stallTimeoutNanos < 0 || sweepNanos < 0) {
            throw new IllegalArgumentException("a time limit is negative");
        }
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }

    /** Settings for these origins, everything else as it usually is. */
    public static Builder to(Origin... origins) {
        return new Builder(List.of(origins));
    }

    /** Collects settings. One thread. */
    public static final class Builder {
        private final List<Origin> origins;
        private HttpVersion version = HttpVersion.HTTP_1_1;
        private List<HttpHeader> headers = List.of();
        private String userAgent = "streamgauge";
        private int loops = 1;
        private Transport transport = Transport.AUTO;
        private Stamps stamps = Stamps.AUTO;
        private Reuse reuse = Reuse.POOLED;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ZERO;
        private Duration stallTimeout = Duration.ZERO;
        private int maxEventBytes = 4 << 20;
        private int maxAnswerBytes = 64 << 20;
        private boolean keepsBodies;
        private int connectsPerSecond = 5_000;
        private Duration sweep = Duration.ZERO;
        private Priority priority = Priority.NORMAL;
        private List<Integer> cpus = List.of();
        private List<InetAddress> localAddresses = List.of();
        private TlsSettings tls = TlsSettings.DEFAULT;
        private @Nullable Origin proxy;
        private Clock clock = Clock.monotonic();

        private Builder(List<Origin> origins) {
            this.origins = origins;
        }

        public Builder version(HttpVersion value) {
            version = value;
            return this;
        }

        public Builder headers(List<HttpHeader> value) {
            headers = value;
            return this;
        }

        public Builder userAgent(String value) {
            userAgent = value;
            return this;
        }

        public Builder loops(int value) {
            loops = value;
            return this;
        }

        public Builder transport(Transport value) {
            transport = value;
            return this;
        }

        public Builder stamps(Stamps value) {
            stamps = value;
            return this;
        }

        public Builder reuse(Reuse value) {
            reuse = value;
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        public Builder requestTimeout(Duration value) {
            requestTimeout = value;
            return this;
        }

        public Builder stallTimeout(Duration value) {
            stallTimeout = value;
            return this;
        }

        public Builder maxEventBytes(int value) {
            maxEventBytes = value;
            return this;
        }

        public Builder maxAnswerBytes(int value) {
            maxAnswerBytes = value;
            return this;
        }

        /** Flights keep every byte of the bodies of answers. */
        public Builder keepBodies() {
            keepsBodies = true;
            return this;
        }

        public Builder connectsPerSecond(int value) {
            connectsPerSecond = value;
            return this;
        }

        public Builder sweep(Duration value) {
            sweep = value;
            return this;
        }

        public Builder priority(Priority value) {
            priority = value;
            return this;
        }

        public Builder cpus(List<Integer> value) {
            cpus = value;
            return this;
        }

        public Builder localAddresses(List<InetAddress> value) {
            localAddresses = value;
            return this;
        }

        public Builder tls(TlsSettings value) {
            tls = value;
            return this;
        }

        public Builder proxy(@Nullable Origin value) {
            proxy = value;
            return this;
        }

        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        public HttpSettings build() {
            return new HttpSettings(
                    origins,
                    version,
                    headers,
                    userAgent,
                    loops,
                    transport,
                    stamps,
                    reuse,
                    connectTimeout.toNanos(),
                    requestTimeout.toNanos(),
                    stallTimeout.toNanos(),
                    maxEventBytes,
                    maxAnswerBytes,
                    keepsBodies,
                    connectsPerSecond,
                    sweep.toNanos(),
                    priority,
                    cpus,
                    localAddresses,
                    tls,
                    proxy,
                    clock);
        }
    }
}
