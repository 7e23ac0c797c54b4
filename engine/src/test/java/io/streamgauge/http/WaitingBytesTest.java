package io.streamgauge.http;

import static io.streamgauge.http.Responses.delta;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.http.LoopCounters.Count;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.record.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has come before a loop looks is read to its end, though nothing comes after it. */
class WaitingBytesTest {
    private static final String HEAD_UNTIL_CLOSE = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    static Stream<Transports.Case> cases() {
        return Transports.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anEndThatCameWithTheLastBytes(Transports.Case transport) {
        Seen seen = ask(transport, "", delta("{\"content\":\"b\"}", "\"stop\""));

        assertThat(seen.status()).isEqualTo(Status.OK);
        assertThat(seen.text()).isEqualTo("ab");
    }

    /** The first bytes fill the buffer turn after turn while they come, and make the kernel keep as much of the second ones. */
    @ParameterizedTest
    @MethodSource("cases")
    void moreThanIsReadInATurn(Transports.Case transport) {
        String kilobyte = ": " + "x".repeat(1021) + "\n";

        Seen seen = ask(
                transport,
                kilobyte.repeat(32 << 10),
                kilobyte.repeat(3 << 10) + delta("{\"content\":\"b\"}", "\"stop\""));

        assertThat(seen.status()).isEqualTo(Status.OK);
        assertThat(seen.text()).isEqualTo("ab");
    }

    /** An answer whose second part comes, and its end, while the loop looks elsewhere; the first ends with a token. */
    private static Seen ask(Transports.Case transport, String first, String second) {
        var held = new CompletableFuture<Boolean>();
        var sent = new CompletableFuture<Boolean>();
        try (var server = ScriptedServer.start(call -> {
                    call.readRequest();
                    call.send(HEAD_UNTIL_CLOSE + first + delta("{\"content\":\"a\"}"));
                    held.join();
                    call.send(second);
                    call.socket().close();
                    sent.complete(true);
                });
                var wire = new Wire(transport
                        .settings(server.origin())
                        .requestTimeout(Duration.ofSeconds(20))
                        .build())) {
            var ended = wire.beginStream();
            while (wire.loop().counters().get(Count.TOKENS) == 0 && !ended.isDone()) {
                Thread.onSpinWait();
            }
            wire.loop().execute(() -> {
                held.complete(true);
                await(sent);
            });
            return Wire.await(ended);
        }
    }

    /** Where the kernel keeps less, the server cannot end before the loop reads: then the loop goes on. */
    private static void await(CompletableFuture<Boolean> sent) {
        try {
            sent.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException expected) {
            // as said
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
