package io.streamgauge.cli;

import io.streamgauge.http.HttpSettings.Priority;
import io.streamgauge.http.HttpSettings.Stamps;
import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.http.HttpVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the client itself works. Its defaults are meant to need no change. */
@Command(optionListHeading = "%nHow the client works%n")
final class ClientOptions {
    @Option(
            names = "--transport",
            paramLabel = "HOW",
            description = "How sockets are driven: auto, io_uring, epoll or nio. Default: auto, the best there is.")
    Transport transport = Transport.AUTO;

    @Option(
            names = "--stamps",
            paramLabel = "WHOSE",
            description =
                    "Whose time of arrival counts: kernel, user (the process, once it has been woken) or auto. Default: auto, the kernel's where it gives one.")
    Stamps stamps = Stamps.AUTO;

    @Option(
            names = "--sweep",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description =
                    "Let sockets that have data wait for each other this long, at most 1ms, which saves wake-ups; costs no accuracy with kernel stamps. Default: 0.")
    long sweepNanos;

    @Option(
            names = "--priority",
            paramLabel = "CLASS",
            description = "Scheduling of the event loops: normal, high or realtime. Default: normal.")
    Priority priority = Priority.NORMAL;

    @Option(
            names = "--cpus",
            paramLabel = "LIST",
            description = "Processors that the event loops may run on, for example 2,3 or 4-7. Default: all.")
    @Nullable
    String cpus;

    @Option(names = "--loops", paramLabel = "N", description = "Event loops, each a thread. Default: 1.")
    @Nullable
    Integer loops;

    @Option(
            names = "--connection-reuse",
            paramLabel = "HOW",
            description =
                    "pooled: connections serve one request after the other; never: each request has its own; sticky-user-sessions: each session has its own, from its first turn to its last, and other requests are pooled. Default: pooled.")
    String reuse = "pooled";

    @Option(
            names = "--http-version",
            paramLabel = "V",
            description =
                    "1.1, or 2: requests share connections as streams, over https where ALPN has it, else by prior knowledge. Default: 1.1.")
    String httpVersion = HttpVersion.HTTP_1_1.number();

    @Option(
            names = "--session-header",
            paramLabel = "NAME",
            description =
                    "Send a header of that name, for routers that keep a session with one server: the same value in all requests of a session, another in each other request. Default: none.")
    @Nullable
    String sessionHeader;

    @Option(
            names = "--local-addresses",
            split = ",",
            paramLabel = "IP,…",
            description =
                    "Addresses of this host that connections start from in turn, for more of them than one address has ports. Default: the system's choice.")
    List<String> localAddresses = new ArrayList<>();

    @Option(names = "--insecure", description = "Accept any certificate of an HTTPS server.")
    boolean insecure;

    @Option(
            names = "--ca-cert",
            paramLabel = "FILE.pem",
            description = "Authorities to trust in place of the system's.")
    @Nullable
    Path caCertificate;

    @Option(
            names = "--client-cert",
            paramLabel = "FILE.pem",
            description = "Certificate chain to show to HTTPS servers; with --client-key.")
    @Nullable
    Path clientCertificate;

    @Option(
            names = "--client-key",
            paramLabel = "FILE.pem",
            description = "Private key of --client-cert (PKCS#8, no password).")
    @Nullable
    Path clientKey;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "HTTP proxy to go through, for example http://proxy:3128.")
    @Nullable
    String proxy;

    @Option(
            names = "--max-event-bytes",
            paramLabel = "N",
            description = "Give an answer up when one event of it is longer. Default: 4194304.")
    @Nullable
    Integer maxEventBytes;
}
