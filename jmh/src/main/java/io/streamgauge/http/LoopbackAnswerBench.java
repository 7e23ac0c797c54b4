package io.streamgauge.http;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.http.HttpSettings.Stamps;
import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.jmh.Capture;
import io.streamgauge.jmh.CaptureServer;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a whole answer cost over a real socket? One operation is a request and its 1,300-token answer from a thread of this process that writes each
 * event by itself as fast as the loopback takes it; its writes and the kernel's work are in the time. Run with {@code -prof gc} for the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LoopbackAnswerBench {
    /** How the socket is driven, and whose stamps. */
    @Param({"epoll-kernel", "epoll-user", "io_uring", "nio"})
    public String transport = "epoll-kernel";

    private final SynchronousQueue<Flight> ended = new SynchronousQueue<>();
    private final Endpoint endpoint = Endpoint.named("chat");
    private final byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    private @Nullable Link link;

    private record Link(CaptureServer server, HttpClient client, Route route) {}

    @Setup
    public void open() throws IOException {
        CaptureServer server = CaptureServer.start(Capture.vllm());
        HttpClient client = HttpClient.open(HttpSettings.to(Origin.http("127.0.0.1", server.port()))
                .transport(
                        switch (transport) {
                            case "io_uring" -> Transport.IO_URING;
                            case "nio" -> Transport.NIO;
                            default -> Transport.EPOLL;
                        })
                .stamps(transport.equals("epoll-kernel") ? Stamps.KERNEL : Stamps.USER)
                .build());
        link = new Link(
                server,
                client,
                client.route("/", HttpClient.Answers.STREAMED, endpoint.streamPaths(), endpoint.wholePaths()));
    }

    @TearDown
    public void close() throws IOException {
        Link open = link;
        link = null;
        if (open != null) {
            open.client().close();
            open.server().close();
        }
    }

    /** Returns the number of token events. */
    @Benchmark
    public int answer() throws InterruptedException {
        Link open = Objects.requireNonNull(link);
        HttpLoop loop = open.client().loops().getFirst();
        loop.execute(() -> {
            Flight flight = loop.newFlight();
            flight.request(open.route(), 0, body, this::hand);
            loop.start(flight);
        });
        Flight flight = ended.take();
        int tokens = flight.tokens();
        Status status = flight.status();
        String error = flight.error();
        flight.release();
        if (status != Status.OK) {
            throw new IllegalStateException(status + ": " + error);
        }
        return tokens;
    }

    private void hand(Flight flight) {
        try {
            ended.put(flight);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
