package io.streamgauge.cli;

import io.streamgauge.http.HttpSettings.Reuse;
import io.streamgauge.http.HttpVersion;
import io.streamgauge.http.Origin;
import io.streamgauge.http.TlsSettings;
import io.streamgauge.http.TlsSettings.Verification;
import io.streamgauge.plan.ClientPlan;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.Target;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the options on the client itself into its plan, noting what is wrong with them. */
final class ClientReader {
    private static final long MOST_SWEEP_NANOS = 1_000_000;
    private static final int MAX_LOOPS = 1024;
    private static final int MAX_CPU = 8191;
    private static final int DEFAULT_EVENT_BYTES = 4 << 20;
    private static final Pattern CPU_RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

    private final ClientOptions options;
    private final Problems problems;

    ClientReader(ClientOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    ClientPlan plan() {
        int loops = options.loops == null ? 1 : options.loops;
        problems.addIf(loops < 1 || loops > MAX_LOOPS, "--loops " + loops + ": give 1 to " + MAX_LOOPS);
        problems.addIf(
                options.sweepNanos > MOST_SWEEP_NANOS,
                "--sweep " + options.sweepNanos / 1_000
                        + "us: give at most 1ms; tokens that wait for longer share a stamp");
        int eventBytes = options.maxEventBytes == null ? DEFAULT_EVENT_BYTES : options.maxEventBytes;
        problems.addIf(eventBytes < 1, "--max-event-bytes " + eventBytes + ": give at least 1");
        problems.addIf(
                options.sessionHeader != null && !options.sessionHeader.matches("[\\w!#$%&'*+.^`|~-]+"),
                "--session-header '" + options.sessionHeader
                        + "': no header can be so called; write for example X-Session-ID");
        Optional<Origin> proxy = problems.note(this::proxy).flatMap(found -> found);
        return new ClientPlan(
                loops,
                options.transport,
                options.stamps,
                problems.oneOf("--connection-reuse", options.reuse, Reuse.POOLED),
                problems.note(this::version).orElse(HttpVersion.HTTP_1_1),
                options.sweepNanos,
                options.priority,
                problems.note(this::cpus).orElse(List.of()),
                problems.note(this::localAddresses).orElse(List.of()),
                tls(),
                proxy.orElse(null),
                eventBytes,
                options.sessionHeader);
    }

    private HttpVersion version() {
        return Arrays.stream(HttpVersion.values())
                .filter(known -> known.number().equals(options.httpVersion))
                .findFirst()
                .orElseThrow(() -> new PlanException("--http-version '" + options.httpVersion + "': use 1.1 or 2"));
    }

    private List<Integer> cpus() {
        if (options.cpus == null) {
            return List.of();
        }
        TreeSet<Integer> cpus = new TreeSet<>();
        for (String part : options.cpus.split(",", -1)) {
            Matcher range = CPU_RANGE.matcher(part.strip());
            int first = range.matches() ? Integer.parseInt(range.group(1)) : MAX_CPU + 1;
            int last = range.matches() && range.group(2) != null ? Integer.parseInt(range.group(2)) : first;
            if (last < first || last > MAX_CPU) {
                throw new PlanException(
                        "--cpus '" + options.cpus + "': write processor numbers like 2,3 or ranges like 4-7");
            }
            for (int cpu = first; cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        return List.copyOf(cpus);
    }

    private List<InetAddress> localAddresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : options.localAddresses) {
            try {
                addresses.add(InetAddress.ofLiteral(text.strip()));
            } catch (IllegalArgumentException e) {
                throw new PlanException("--local-addresses '" + text
                        + "': no IP address; give addresses of this host, for example 127.0.0.2");
            }
        }
        return addresses;
    }

    private Optional<Origin> proxy() {
        if (options.proxy == null) {
            return Optional.empty();
        }
        Origin origin;
        try {
            origin = Target.parse(options.proxy).origin();
        } catch (PlanException e) {
            throw new PlanException(String.valueOf(e.getMessage()).replaceFirst("^--url", "--proxy"));
        }
        if (origin.scheme() != Origin.Scheme.HTTP || !origin.basePath().isEmpty()) {
            throw new PlanException("--proxy '" + options.proxy + "': write it as http://host:port");
        }
        return Optional.of(origin);
    }

    private TlsSettings tls() {
        problems.addIf(
                options.insecure && options.caCertificate != null,
                "--insecure and --ca-cert: one accepts any certificate, the other only some; give one of the two");
        problems.addIf(
                (options.clientCertificate == null) != (options.clientKey == null),
                "--client-cert and --client-key belong together; give both or neither");
        Path authorities = readable("--ca-cert", options.caCertificate);
        Path certificate = readable("--client-cert", options.clientCertificate);
        Path key = readable("--client-key", options.clientKey);
        boolean whole = certificate != null && key != null;
        return new TlsSettings(
                options.insecure ? Verification.NONE : Verification.FULL,
                authorities,
                whole ? certificate : null,
                whole ? key : null);
    }

    private @Nullable Path readable(String option, @Nullable Path file) {
        problems.addIf(
                file != null && !(Files.isRegularFile(file) && Files.isReadable(file)),
                option + " " + file + ": cannot be read; give a PEM file");
        return file;
    }
}
