package io.streamgauge.http;

import static io.streamgauge.http.Responses.delta;
import static io.streamgauge.http.Responses.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that says all it has to say before it has read the request, and ends its half of the connection. */
class EarlyAnswerTest {
    /** More than both sockets' buffers hold: the request cannot have been written whole. */
    private static final int BODY_BYTES = 64 << 20;

    @ParameterizedTest
    @EnumSource(
            value = HttpSettings.Stamps.class,
            names = {"AUTO", "USER"})
    void theAnswerCountsAndTheConnectionIsNotUsedAgain(HttpSettings.Stamps stamps) throws IOException {
        String answer = stream(delta("{\"content\":\"a\"}", "\"stop\"") + "data: [DONE]\n\n");
        try (var listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                var client = HttpClient.open(
                        HttpSettings.to(new Origin(Origin.Scheme.HTTP, "127.0.0.1", listener.getLocalPort(), ""))
                                .stamps(stamps)
                                .build())) {
            var status = new CompletableFuture<Status>();
            Thread.ofVirtual().start(() -> {
                try (var socket = listener.accept()) {
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    // Read sooner, the request might be written whole before the client sees the answer.
                    status.join();
                    // Takes the request, until the client hangs up or resets.
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException expected) {
                    return;
                }
            });
            var route = client.route("/", HttpClient.Answers.STREAMED, Wire.STREAM, Wire.WHOLE);
            var loop = client.loops().getFirst();
            var open = new CompletableFuture<Integer>();
            loop.execute(() -> loop.start(loop.newFlight().request(route, 0, new byte[BODY_BYTES], ended -> {
                status.complete(ended.status());
                loop.execute(() -> open.complete(loop.openConnections()));
            })));
            assertThat(status.join()).isEqualTo(Status.OK);
            assertThat(open.join()).isZero();
        }
    }
}
