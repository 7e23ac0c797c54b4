package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.record.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What servers of HTTP/2 do to streams and connections, and what requests tell of it. */
class Http2FailureTest {
    private static HttpSettings http2(Origin origin) {
        return HttpSettings.to(origin).version(HttpVersion.HTTP_2).build();
    }

    private static Seen ask(ScriptedHttp2Server.Script script) {
        try (var server = ScriptedHttp2Server.start(script);
                var wire = new Wire(http2(server.origin()))) {
            return wire.stream();
        }
    }

    private static String token(String text) {
        return Responses.delta("{\"content\":\"" + text + "\"}");
    }

    @Test
    void aStreamResetInsideTheAnswerIsTruncated() {
        Seen seen = ask(call -> {
            call.streamHead();
            call.data(token("a"));
            call.flush();
            call.reset(Http2Error.INTERNAL_ERROR);
        });
        assertThat(seen.status()).isEqualTo(Status.TRUNCATED);
        assertThat(seen.text()).isEqualTo("a");
        assertThat(seen.error())
                .isEqualTo("the connection ended inside the answer: the server reset the stream with INTERNAL_ERROR");
    }

    @Test
    void aStreamResetBeforeTheAnswerIsNotSentAgain() {
        try (var server = ScriptedHttp2Server.start(call -> {
                    if (call.isFirst()) {
                        call.answer("a");
                    } else {
                        call.reset(Http2Error.INTERNAL_ERROR);
                    }
                });
                var wire = new Wire(http2(server.origin()))) {
            assertThat(wire.stream().text()).isEqualTo("a");
            Seen seen = wire.stream();
            assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
            assertThat(seen.error()).contains("before the answer began", "INTERNAL_ERROR");
            assertThat(server.calls()).hasSize(2);
        }
    }

    @Test
    void aRefusedStreamIsSentAgain() {
        var refused = new AtomicBoolean();
        try (var server = ScriptedHttp2Server.start(call -> {
                    if (refused.compareAndSet(false, true)) {
                        call.reset(Http2Error.REFUSED_STREAM);
                    } else {
                        call.answer("b");
                    }
                });
                var wire = new Wire(http2(server.origin()))) {
            assertThat(wire.stream().text()).isEqualTo("b");
            assertThat(wire.loop().counters().get(LoopCounters.Count.RETRIES)).isEqualTo(1);
        }
    }

    @Test
    void aServerThatGoesAwayEndsWhatItTookUpAndTheRestGoesElsewhere() {
        var held = new ArrayList<ScriptedHttp2Server.Call>();
        try (var server = ScriptedHttp2Server.start(call -> {
                    if (call.connection() > 0) {
                        call.answer("elsewhere");
                        return;
                    }
                    held.add(call);
                    if (held.size() == 2) {
                        call.goAway(held.getFirst().stream());
                        call.flush();
                        held.getFirst().answer("here");
                    }
                });
                var wire = new Wire(http2(server.origin()))) {
            CompletableFuture<Seen> first = wire.beginStream();
            CompletableFuture<Seen> second = wire.beginStream();
            assertThat(Wire.await(first).text()).isEqualTo("here");
            assertThat(Wire.await(second).text()).isEqualTo("elsewhere");
            assertThat(wire.stream().text()).isEqualTo("elsewhere");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatGoesAwayAfterAnAnswerGetsNoMoreOverThatConnection() {
        try (var server = ScriptedHttp2Server.start(call -> {
                    call.answer("c" + call.connection());
                    call.goAway(call.stream());
                });
                var wire = new Wire(http2(server.origin()))) {
            assertThat(wire.stream().text()).isEqualTo("c0");
            assertThat(wire.stream().text()).isEqualTo("c1");
        }
    }

    @Test
    void aConnectionThatEndsTakesAllItsStreamsAlong() {
        var held = new ArrayList<ScriptedHttp2Server.Call>();
        try (var server = ScriptedHttp2Server.start(call -> {
                    call.streamHead();
                    call.data(token("a"));
                    call.flush();
                    held.add(call);
                    if (held.size() == 2) {
                        call.drop();
                    }
                });
                var wire = new Wire(http2(server.origin()))) {
            CompletableFuture<Seen> first = wire.beginStream();
            CompletableFuture<Seen> second = wire.beginStream();
            for (var each : new Seen[] {Wire.await(first), Wire.await(second)}) {
                assertThat(each.status()).isEqualTo(Status.TRUNCATED);
                assertThat(each.error()).startsWith("the connection ended inside the answer");
            }
        }
    }

    @Test
    void trailersEndAnAnswer() {
        Seen seen = ask(call -> {
            call.streamHead();
            call.data(token("a") + Responses.event("[DONE]"));
            call.trailers("grpc-status", "0");
        });
        assertThat(seen.status()).as(seen.error()).isEqualTo(Status.OK);
        assertThat(seen.text()).isEqualTo("a");
    }

    @Test
    void interimAnswersAreSkipped() {
        Seen seen = ask(call -> {
            call.head("103", "link", "</style.css>");
            call.answer("a");
        });
        assertThat(seen.status()).as(seen.error()).isEqualTo(Status.OK);
        assertThat(seen.httpStatus()).isEqualTo(200);
    }

    @Test
    void anErrorWithoutABodyIsOne() {
        Seen seen = ask(call -> call.lastHead("503", "retry-after", "7"));
        assertThat(seen.status()).isEqualTo(Status.HTTP_ERROR);
        assertThat(seen.error()).isEqualTo("HTTP 503 (Retry-After: 7)");
    }

    @Test
    void anAnswerWithNothingInItLeavesTheConnectionGood() {
        try (var server = ScriptedHttp2Server.start(call -> {
                    if (call.isFirst()) {
                        call.lastHead("204");
                    } else {
                        call.answer("b");
                    }
                });
                var wire = new Wire(http2(server.origin()))) {
            assertThat(wire.stream().status()).isEqualTo(Status.MALFORMED);
            Seen next = wire.stream();
            assertThat(next.text()).as(next.error()).isEqualTo("b");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aLengthThatTheFramesDoNotKeepIsTold() {
        Seen seen = ask(call -> {
            call.head("200", "content-type", "text/event-stream", "content-length", "3");
            call.data(token("a"), true);
        });
        assertThat(seen.status()).isEqualTo(Status.TRUNCATED);
        assertThat(seen.error()).contains("HTTP/2: ");
    }

    @Test
    void aCancelledRequestResetsItsStreamOnly() throws InterruptedException {
        var held = new ArrayList<ScriptedHttp2Server.Call>();
        var begun = new CountDownLatch(2);
        try (var server = ScriptedHttp2Server.start(call -> {
                    held.add(call);
                    begun.countDown();
                    if (held.size() == 3) {
                        held.get(1).answer("b");
                        held.get(1).flush();
                        call.answer("c");
                    }
                });
                var wire = new Wire(http2(server.origin()))) {
            var cancelled = new CompletableFuture<Seen>();
            Flight flight = wire.loop().newFlight();
            wire.loop().start(flight.request(wire.streamedRoute(), 0, new byte[] {'{', '}'}, ended -> {
                cancelled.complete(Seen.of(ended));
                ended.release();
            }));
            CompletableFuture<Seen> other = wire.beginStream();
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            wire.loop().cancel(flight);
            assertThat(Wire.await(cancelled).status()).isEqualTo(Status.CANCELLED);
            assertThat(server.awaitReset()).isEqualTo(Http2Error.CANCEL.code());
            assertThat(wire.stream().text()).isEqualTo("c");
            assertThat(Wire.await(other).text()).isEqualTo("b");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Frames of two streams lie between each other in one write, which is one read: the later ones of each came with its first. */
    @Test
    void tokensOfAStreamThatCameInOneReadAreKnownToHave() {
        var held = new ArrayList<ScriptedHttp2Server.Call>();
        try (var server = ScriptedHttp2Server.start(call -> {
                    held.add(call);
                    if (held.size() == 2) {
                        held.forEach(ScriptedHttp2Server.Call::streamHead);
                        for (String text : new String[] {"a", "b", "c"}) {
                            held.forEach(each -> each.data(token(text)));
                        }
                        held.forEach(each -> each.data(Responses.event("[DONE]"), true));
                        call.flush();
                    }
                });
                var wire = new Wire(http2(server.origin()))) {
            CompletableFuture<Seen> first = wire.beginStream();
            CompletableFuture<Seen> second = wire.beginStream();
            for (var each : new Seen[] {Wire.await(first), Wire.await(second)}) {
                assertThat(each.text()).isEqualTo("abc");
                assertThat(each.times().count()).isEqualTo(3);
                assertThat(each.coalesced()).isEqualTo(2);
            }
        }
    }

    @Test
    void aServerOfHttp11IsToldFromOne() {
        try (var server = ScriptedServer.start(call -> {
                    call.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    call.awaitClose();
                });
                var wire = new Wire(http2(server.origin()))) {
            Seen seen = wire.stream();
            assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
            assertThat(seen.error())
                    .startsWith("the server does not speak HTTP/2")
                    .endsWith("use --http-version 1.1")
                    .doesNotContain("\n");
        }
    }

    @Test
    void aServerThatHangsUpOnThePrefaceIsToldFromOne() {
        try (var server = ScriptedServer.start(
                        call -> call.socket().getInputStream().readNBytes(24));
                var wire = new Wire(http2(server.origin()))) {
            Seen seen = wire.stream();
            assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
            assertThat(seen.error()).startsWith("the server does not speak HTTP/2");
        }
    }

    @Test
    void aConnectionThatNobodyWaitsForAnyMoreIsNotWaitedForAgain() {
        try (var server = ScriptedHttp2Server.start(call -> call.answer("a"));
                var front = ScriptedServer.start(call -> {
                    if (call.number() == 0) {
                        call.awaitClose();
                    } else {
                        TlsTest.relay(call, server.origin().port());
                    }
                });
                var wire = new Wire(HttpSettings.to(front.origin())
                        .version(HttpVersion.HTTP_2)
                        .connectTimeout(Duration.ofMillis(300))
                        .build())) {
            assertThat(wire.stream().error()).isEqualTo("no connection within 0.3 s");
            assertThat(wire.stream().text()).isEqualTo("a");
        }
    }

    @Test
    void nobodyListeningIsAsEver() {
        try (var wire = new Wire(http2(Origin.http("127.0.0.1", 1)))) {
            assertThat(wire.stream().error()).isEqualTo("connection refused");
        }
    }
}
