package io.streamgauge.http;

import static io.streamgauge.http.Responses.chunked;
import static io.streamgauge.http.Responses.delta;
import static io.streamgauge.http.Responses.event;
import static io.streamgauge.http.Responses.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.http.LoopCounters.Count;
import io.streamgauge.http.Wire.Run;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.record.Status;
import io.streamgauge.record.Usage;
import io.streamgauge.sse.TextKind;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good answers over real sockets, the same on every transport. */
class StreamedAnswerTest {

    private static Wire wire(Transports.Case transport, ScriptedServer server) {
        return new Wire(transport.settings(server.origin()).build());
    }

    static Stream<Transports.Case> cases() {
        return Transports.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tellsTokensFromRoleUsageAndFinish(Transports.Case transport) {
        String usage = """
                {"id":"c-1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":4}}}""";
        String body = delta("{\"role\":\"assistant\",\"content\":\"\"}")
                + delta("{\"reasoning_content\":\"hm\"}")
                + delta("{\"content\":\"Hel\"}")
                + ": ping\n\n"
                + delta("{\"content\":\"lo \\ud83d\\ude00\\n\"}")
                + delta("{}", "\"stop\"")
                + event(usage)
                + "data: [DONE]\n\n";
        try (var server = ScriptedServer.answering(stream(body));
                var wire = wire(transport, server)) {
            Seen seen = wire.stream();
            assertThat(seen.error()).isNull();
            assertThat(seen.status()).isEqualTo(Status.OK);
            assertThat(seen.httpStatus()).isEqualTo(200);
            assertThat(seen.runs())
                    .containsExactly(
                            new Run(0, TextKind.REASONING, "hm"),
                            new Run(1, TextKind.ANSWER, "Hel"),
                            new Run(2, TextKind.ANSWER, "lo \uD83D\uDE00\n"));
            assertThat(seen.usage()).isEqualTo(new Usage(9, 3, 4, Usage.UNSAID));
            assertThat(seen.id()).isEqualTo("c-1");
            assertThat(seen.finishReason()).isEqualTo("stop");
            assertThat(seen.times().count()).isEqualTo(3);
            assertThat(seen.sent()).isLessThanOrEqualTo(seen.firstByte());
            assertThat(seen.firstAnswer()).isGreaterThanOrEqualTo(seen.firstByte());
            assertThat(seen.end()).isGreaterThanOrEqualTo(seen.times().last());
            assertThat(seen.connectNanos()).isPositive();
            assertThat(seen.stamp()).isEqualTo(transport.expectedStamp());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stampsEachReadAndCountsTokensThatShareOne(Transports.Case transport) throws Exception {
        var next = new CountDownLatch(1);
        try (var server = ScriptedServer.start(call -> {
                    call.readRequest();
                    call.send(Responses.STREAM_HEAD + chunked(delta("{\"content\":\"a\"}")));
                    awaitQuietly(next);
                    call.send(chunked(delta("{\"content\":\"b\"}") + delta("{\"content\":\"c\"}"))
                            + chunked(delta("{\"content\":\"d\"}", "\"stop\""))
                            + "0\r\n\r\n");
                    call.awaitClose();
                });
                var wire = wire(transport, server)) {
            var ended = wire.beginStream();
            while (wire.loop().counters().get(Count.TOKENS) == 0) {
                Thread.onSpinWait();
            }
            next.countDown();
            Seen seen = Wire.await(ended);
            assertThat(seen.status()).isEqualTo(Status.OK);
            assertThat(seen.text()).isEqualTo("abcd");
            assertThat(seen.times().count()).isEqualTo(4);
            assertThat(seen.times().at(0))
                    .isEqualTo(seen.firstByte())
                    .isLessThan(seen.times().at(1));
            assertThat(seen.coalesced()).isEqualTo(2);
            assertThat(seen.times().at(1)).isEqualTo(seen.times().at(3)).isEqualTo(seen.end());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAnswersThatAreOneJsonText(Transports.Case transport) {
        String json = """
                {"id":"x","choices":[{"message":{"role":"assistant","content":"a \\"b\\""},"finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""";
        try (var server = ScriptedServer.answering(Responses.json(200, json));
                var wire = wire(transport, server)) {
            Seen seen = wire.whole();
            assertThat(seen.status()).isEqualTo(Status.OK);
            assertThat(seen.text()).isEqualTo("a \"b\"");
            assertThat(seen.finishReason()).isEqualTo("length");
            assertThat(seen.times().first()).isEqualTo(seen.end());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsConnectionsAlive(Transports.Case transport) {
        try (var server = ScriptedServer.answering(stream(delta("{\"content\":\"a\"}", "\"stop\"")));
                var wire = wire(transport, server)) {
            for (int i = 0; i < 5; i++) {
                Seen seen = wire.stream();
                assertThat(seen.status()).isEqualTo(Status.OK);
                assertThat(seen.connectNanos() == 0).isEqualTo(i > 0);
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(wire.loop().openConnections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sendsBodiesLargerThanASocketBuffer(Transports.Case transport) throws Exception {
        byte[] body = new byte[20 << 20];
        java.util.Arrays.fill(body, (byte) 'x');
        try (var server = ScriptedServer.answering(stream(delta("{\"content\":\"a\"}", "\"stop\"")));
                var wire = wire(transport, server)) {
            var status = new java.util.concurrent.CompletableFuture<Status>();
            wire.loop().execute(() -> {
                Flight flight = wire.loop().newFlight();
                wire.loop()
                        .start(flight.request(wire.streamedRoute(), 0, body, ended -> status.complete(ended.status())));
            });
            assertThat(status.get()).isEqualTo(Status.OK);
            assertThat(server.requests().getFirst())
                    .hasSizeGreaterThan(body.length)
                    .endsWith("xxxx");
        }
    }
}
