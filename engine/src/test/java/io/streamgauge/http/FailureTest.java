package io.streamgauge.http;

import static io.streamgauge.http.Responses.chunked;
import static io.streamgauge.http.Responses.delta;
import static io.streamgauge.http.Responses.event;
import static io.streamgauge.http.Responses.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.http.LoopCounters.Count;
import io.streamgauge.http.ScriptedServer.Script;
import io.streamgauge.http.Transports.Case;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server does on a real socket, a flight ends in one of the record's states, with one line that says why. */
class FailureTest {
    private static final String A = delta("{\"content\":\"a\"}");
    private static final String LAST = delta("{\"content\":\"b\"}", "\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";

    /** A response, and how it must end. */
    record Ending(String name, String response, Status status, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String plain(String head) {
        return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n" + head + "\r\n";
    }

    /** Each ends the connection after the response. */
    static Stream<Ending> endings() {
        String chunks = Responses.STREAM_HEAD;
        return Stream.of(
                new Ending("[DONE] and no finish reason", stream(A + DONE), Status.OK, ""),
                new Ending("finish reason and no [DONE]", stream(A + LAST), Status.OK, ""),
                new Ending("no blank line behind [DONE]", stream(A + "data: [DONE]\n"), Status.OK, ""),
                new Ending("until the connection ends", plain("") + A + LAST + DONE, Status.OK, ""),
                new Ending("HTTP/1.0", plain("").replace("1.1", "1.0") + A + LAST, Status.OK, ""),
                new Ending(
                        "interim answers",
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n" + stream(A + LAST),
                        Status.OK,
                        ""),
                new Ending("bare line feeds", stream(A + LAST).replace("\r\n", "\n"), Status.OK, ""),
                new Ending(
                        "chunk extensions and trailers",
                        chunks + chunked(A + LAST).replaceFirst("\r\n", ";a=\"b\" ;c\r\n")
                                + "0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n",
                        Status.OK,
                        ""),
                new Ending("no content type", "HTTP/1.1 200\r\n\r\n" + A + LAST, Status.OK, ""),
                new Ending(
                        "JSON where a stream was asked for",
                        Responses.json(200, "{\"choices\":[{\"message\":{\"content\":\"ab\"}}]}"),
                        Status.OK,
                        ""),
                new Ending(
                        "neither [DONE] nor finish reason",
                        stream(A),
                        Status.TRUNCATED,
                        "neither [DONE] nor a finish reason"),
                new Ending(
                        "cut in a chunk",
                        chunks + chunked(A + LAST).substring(0, 60),
                        Status.TRUNCATED,
                        "inside the answer"),
                new Ending(
                        "cut before the last chunk", chunks + chunked(A + LAST), Status.TRUNCATED, "inside the answer"),
                new Ending(
                        "cut before Content-Length",
                        plain("Content-Length: 100000\r\n") + A,
                        Status.TRUNCATED,
                        "inside"),
                new Ending("cut in the head", "HTTP/1.1 200 OK\r\nconte", Status.TRUNCATED, "inside the answer"),
                new Ending("nothing at all", "", Status.CONNECT_ERROR, "before the answer began"),
                new Ending("empty 200", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", Status.MALFORMED, "no event"),
                new Ending("empty stream", stream(""), Status.MALFORMED, "no event"),
                new Ending("204", "HTTP/1.1 204 No Content\r\n\r\n", Status.MALFORMED, "status 204"),
                new Ending(
                        "304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", Status.HTTP_ERROR, "HTTP 304"),
                new Ending("101", "HTTP/1.1 101 Switching\r\n\r\n", Status.MALFORMED, "another protocol"),
                new Ending(
                        "HTML", Responses.body(200, "text/html", "<p>hello"), Status.MALFORMED, "text/html, not JSON"),
                new Ending("no HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n", Status.MALFORMED, "SSH-2.0"),
                new Ending("bad JSON in an event", stream(A + event("{\"a\":}") + LAST), Status.MALFORMED, "not JSON"),
                new Ending(
                        "both lengths",
                        plain("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n",
                        Status.MALFORMED,
                        "both a Content-Length and chunks"),
                new Ending(
                        "two lengths",
                        plain("Content-Length: 5\r\nContent-Length: 6\r\n"),
                        Status.MALFORMED,
                        "two different"),
                new Ending("negative length", plain("Content-Length: -5\r\n"), Status.MALFORMED, "'-5'"),
                new Ending(
                        "huge length",
                        plain("Content-Length: 99999999999999999999\r\n"),
                        Status.MALFORMED,
                        "no length"),
                new Ending("gzip", plain("Content-Encoding: gzip\r\n"), Status.MALFORMED, "compressed"),
                new Ending(
                        "gzip and chunked",
                        plain("Transfer-Encoding: gzip, chunked\r\n"),
                        Status.MALFORMED,
                        "gzip, chunked"),
                new Ending("folded header", plain("X-A: b\r\n c\r\n"), Status.MALFORMED, "folded"),
                new Ending("header without colon", plain("nonsense\r\n"), Status.MALFORMED, "no name"),
                new Ending("huge chunk size", chunks + "fffffffffffffffff\r\n", Status.MALFORMED, "over all bounds"),
                new Ending("negative chunk size", chunks + "-5\r\nabcde\r\n", Status.MALFORMED, "no size"),
                new Ending("chunk too long", chunks + "2\r\nabc\r\n", Status.MALFORMED, "longer than its size"),
                new Ending("endless chunk size", chunks + "5;" + "x".repeat(70_000), Status.MALFORMED, "extension"),
                new Ending("endless head", plain("X-A: " + "x".repeat(70_000)), Status.MALFORMED, "head is longer"),
                new Ending(
                        "endless trailers", chunks + "0\r\n" + "X-A: b\r\n".repeat(10_000), Status.MALFORMED, "longer"),
                new Ending(
                        "event over the limit", stream(event("x".repeat(200_000))), Status.MALFORMED, "over the limit"),
                new Ending(
                        "line without end", chunks + chunked("x".repeat(200_000)), Status.MALFORMED, "over the limit"),
                new Ending(
                        "error object in the stream",
                        stream(A + event("{\"error\":{\"message\":\"out of\\n memory\",\"code\":500}}") + DONE),
                        Status.IN_BAND_ERROR,
                        "out of memory"),
                new Ending(
                        "error string in the stream",
                        stream(A + event("{\"error\":\"boom\"}")),
                        Status.IN_BAND_ERROR,
                        "boom"),
                new Ending(
                        "error by event type",
                        stream(A + "event: error\n" + event("all is lost")),
                        Status.IN_BAND_ERROR,
                        "all is lost"),
                new Ending(
                        "error by event type, JSON",
                        stream("event: error\n" + event("{\"message\":\"m\"}")),
                        Status.IN_BAND_ERROR,
                        "m"),
                new Ending(
                        "500, JSON",
                        Responses.json(500, "{\"error\":{\"message\":\"no GPU\"}}"),
                        Status.HTTP_ERROR,
                        "HTTP 500: no GPU"),
                new Ending(
                        "400, error string",
                        Responses.json(400, "{\"error\":\"bad field\"}"),
                        Status.HTTP_ERROR,
                        "HTTP 400: bad field"),
                new Ending(
                        "422, detail",
                        Responses.json(422, "{\"detail\":\"Unexpected\"}"),
                        Status.HTTP_ERROR,
                        "HTTP 422: Unexpected"),
                new Ending(
                        "422, details",
                        Responses.json(422, "{\"detail\":[{\"loc\":[1],\"msg\":\"missing\"}]}"),
                        Status.HTTP_ERROR,
                        "HTTP 422: missing"),
                new Ending(
                        "502, HTML",
                        Responses.body(502, "text/html", "\n\n<h1>Bad\tGateway</h1>\n"),
                        Status.HTTP_ERROR,
                        "HTTP 502: <h1>Bad Gateway</h1>"),
                new Ending("503, empty", Responses.body(503, "text/plain", ""), Status.HTTP_ERROR, "HTTP 503"),
                new Ending(
                        "500, endless",
                        "HTTP/1.1 500 Oh\r\n\r\n" + "no ".repeat(100_000),
                        Status.HTTP_ERROR,
                        "HTTP 500: no no"));
    }

    static Stream<Arguments> endingsOnAllTransports() {
        return endings().flatMap(ending -> Transports.cases().map(transport -> Arguments.of(ending, transport)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("endingsOnAllTransports")
    void endsAs(Ending ending, Case transport) {
        Script script = call -> {
            call.readRequest();
            call.send(ending.response());
            call.socket().shutdownOutput();
            call.awaitClose();
        };
        try (var server = ScriptedServer.start(script);
                var wire = new Wire(transport
                        .settings(server.origin())
                        .maxEventBytes(100_000)
                        .build())) {
            Seen seen = wire.stream();
            assertThat(seen.status()).as("%s", seen).isEqualTo(ending.status());
            if (ending.status() == Status.OK) {
                assertThat(seen.error()).isNull();
                assertThat(seen.text()).startsWith("a");
            } else {
                assertThat(seen.error())
                        .contains(ending.message())
                        .doesNotContain("\n")
                        .hasSizeLessThan(500);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void isTruncatedWhereverTheConnectionIsReset(Case transport) {
        String response = stream(A + LAST + DONE);
        try (var server = ScriptedServer.start(call -> {
                    call.readRequest();
                    call.send(response.substring(0, call.number() * 9));
                    call.reset();
                });
                var wire = new Wire(transport.settings(server.origin()).build())) {
            for (int sent = 0; sent < response.length(); sent += 9) {
                Seen seen = wire.stream();
                // A reset may overtake the bytes before it, so what was sent need not have been read.
                assertThat(seen.status())
                        .as("%d bytes", sent)
                        .isIn(Status.CONNECT_ERROR, sent == 0 ? Status.CONNECT_ERROR : Status.TRUNCATED);
                assertThat(seen.error()).contains("connection");
            }
        }
    }

    static Stream<Case> transports() {
        return Transports.cases();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void saysThatNobodyListens(Case transport) throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (var wire =
                new Wire(transport.settings(Origin.http("127.0.0.1", port)).build())) {
            for (int i = 0; i < 3; i++) {
                Seen seen = wire.stream();
                assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
                assertThat(seen.error()).contains("connection refused");
                assertThat(seen.firstByte()).isEqualTo(RequestRecord.ABSENT);
            }
            assertThat(wire.loop().openConnections()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void endsSilentRequestsByTheirTimeout(Case transport) {
        try (var server = ScriptedServer.start(ScriptedServer.Call::awaitClose);
                var wire = new Wire(transport
                        .settings(server.origin())
                        .requestTimeout(Duration.ofMillis(150))
                        .build())) {
            Seen seen = wire.stream();
            assertThat(seen.status()).isEqualTo(Status.TIMEOUT);
            assertThat(seen.error()).isEqualTo("no complete answer within 0.15 s");
            assertThat(seen.end() - seen.sent()).isGreaterThanOrEqualTo(100_000_000L);
            assertThat(wire.loop().openConnections()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void endsStalledStreams(Case transport) {
        try (var server = ScriptedServer.start(call -> {
                    call.readRequest();
                    call.send(Responses.STREAM_HEAD + chunked(A));
                    call.awaitClose();
                });
                var wire = new Wire(transport
                        .settings(server.origin())
                        .stallTimeout(Duration.ofMillis(100))
                        .build())) {
            Seen seen = wire.stream();
            assertThat(seen.status()).isEqualTo(Status.STALLED);
            assertThat(seen.text()).isEqualTo("a");
            assertThat(seen.end() - seen.firstByte()).isGreaterThanOrEqualTo(100_000_000L);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void sendsAgainWhatAClosedConnectionSwallowed(Case transport) {
        try (var server = ScriptedServer.start(call -> {
                    call.readRequest();
                    call.send(stream(A + LAST));
                    if (call.number() == 0) {
                        // Closes when the second request is there, as a server does whose idle timer just ran out.
                        call.socket().getInputStream().read();
                    } else {
                        call.awaitClose();
                    }
                });
                var wire = new Wire(transport.settings(server.origin()).build())) {
            assertThat(wire.stream().status()).isEqualTo(Status.OK);
            Seen second = wire.stream();
            assertThat(second.status()).isEqualTo(Status.OK);
            assertThat(second.connectNanos()).isPositive();
            assertThat(wire.loop().counters().get(Count.RETRIES)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void doesNotTrustAConnectionThatSaidTooMuch(Case transport) {
        try (var server = ScriptedServer.answering(stream(A + LAST) + "HTTP/1.1 200 OK\r\n");
                var wire = new Wire(transport.settings(server.origin()).build())) {
            assertThat(wire.stream().status()).isEqualTo(Status.OK);
            assertThat(wire.stream().status()).isEqualTo(Status.OK);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(wire.loop().counters().get(Count.GARBAGE)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void usesAConnectionOnceWhereAskedTo(Case transport) {
        try (var server = ScriptedServer.answering(stream(A + LAST));
                var wire = new Wire(transport
                        .settings(server.origin())
                        .reuse(HttpSettings.Reuse.NEVER)
                        .build())) {
            assertThat(List.of(wire.stream().status(), wire.stream().status())).containsOnly(Status.OK);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.requests().getFirst()).contains("\r\nConnection: close\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void cancelsWhatIsInFlightWhenClosed(Case transport) {
        try (var server = ScriptedServer.start(ScriptedServer.Call::awaitClose)) {
            var wire = new Wire(transport.settings(server.origin()).build());
            var ended = wire.beginStream();
            wire.settle();
            wire.close();
            assertThat(Wire.await(ended).status()).isEqualTo(Status.CANCELLED);
        }
    }

    @Test
    void namesAnUnknownServer() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> HttpClient.open(
                        HttpSettings.to(Origin.http("no-such-host.invalid", 80)).build()))
                .isInstanceOf(HttpException.class)
                .hasMessage("the server's name 'no-such-host.invalid' is not known; check the URL");
    }
}
