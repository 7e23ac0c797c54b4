package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.http.HttpSettings.Reuse;
import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.http.Origin.Scheme;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers over HTTP/2 are the same as over HTTP/1.1, and requests share connections. */
class Http2Test {
    private static final String CHAT = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}";

    private static HttpSettings.Builder http2(Origin origin) {
        return HttpSettings.to(origin).version(HttpVersion.HTTP_2);
    }

    private static MockServer mock(String... faults) {
        return MockServer.start(mockOptions(faults).build());
    }

    private static MockOptions.Builder mockOptions(String... faults) {
        return MockOptions.builder()
                .ttft(new LatencyModel.Fixed(0))
                .itl(new LatencyModel.Fixed(0))
                .defaultOutputTokens(30)
                .faults(Stream.of(faults).map(FaultRule::parse).toList());
    }

    /** What is the same each time of what came. */
    private static List<Object> told(Seen seen) {
        return Stream.<Object>of(
                        seen.status(),
                        seen.httpStatus(),
                        String.valueOf(seen.error()),
                        seen.text(),
                        seen.runs(),
                        String.valueOf(seen.usage()),
                        String.valueOf(seen.id()),
                        String.valueOf(seen.finishReason()))
                .toList();
    }

    private static Seen ask(HttpVersion version, String body, String... faults) {
        try (var server = mock(faults);
                var wire = new Wire(HttpSettings.to(Origin.http("127.0.0.1", server.port()))
                        .version(version)
                        .build())) {
            return wire.ask(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsOverEachTransport(Transport transport) {
        try (var server = mock();
                var wire = new Wire(http2(Origin.http("127.0.0.1", server.port()))
                        .transport(transport)
                        .build())) {
            for (int i = 0; i < 3; i++) {
                Seen seen = wire.ask(CHAT);
                assertThat(seen.error()).isNull();
                assertThat(seen.times().count()).isEqualTo(30);
                assertThat(seen.stamp()).isEqualTo(Stamp.USER);
                assertThat(seen.firstByte()).isBetween(seen.sent(), seen.times().first());
                assertThat(seen.connectNanos() > 0).as("connects once").isEqualTo(i == 0);
            }
            assertThat(wire.client().whyUserStamps()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http-429",
                "http-500=html",
                "http-503=empty",
                "trailers",
                "tiny-writes=3",
                "no-done",
                "no-finish",
                "error-event",
                "gzip",
                "content-type=text/html",
                "empty-event",
                "comment",
                "huge-event=200000"
            })
    void tellsWhatHttp11Tells(String fault) {
        String[] faults = fault.isEmpty() ? new String[0] : new String[] {fault};
        Seen usual = ask(HttpVersion.HTTP_1_1, CHAT, faults);
        Seen seen = ask(HttpVersion.HTTP_2, CHAT, faults);
        assertThat(told(seen)).isEqualTo(told(usual));
        assertThat(seen.times().count()).isEqualTo(usual.times().count());
    }

    @Test
    void tellsWholeAnswersAsHttp11Does() {
        String whole = CHAT.replace("true", "false");
        Seen usual = ask(HttpVersion.HTTP_1_1, whole);
        assertThat(usual.status()).isEqualTo(Status.OK);
        assertThat(told(ask(HttpVersion.HTTP_2, whole))).isEqualTo(told(usual));
    }

    @ParameterizedTest
    @ValueSource(strings = {"close-at=400", "reset-at=400", "truncated-chunk"})
    void tellsOfAnswersThatBreakOff(String fault) {
        Seen seen = ask(HttpVersion.HTTP_2, CHAT, fault);
        assertThat(seen.status()).isEqualTo(Status.TRUNCATED);
        assertThat(seen.error()).contains("ended inside the answer: the server reset the stream with CANCEL");
    }

    @Test
    void sendsBodiesLargerThanAnyWindow() {
        String large = CHAT.replace("hi", "word ".repeat(200_000));
        Seen seen = ask(HttpVersion.HTTP_2, large);
        assertThat(seen.error()).isNull();
        assertThat(told(seen)).isEqualTo(told(ask(HttpVersion.HTTP_1_1, large)));
    }

    @Test
    void reachesUnixSockets(@TempDir Path directory) {
        Path socket = directory.resolve("s");
        try (var server = MockServer.start(mockOptions().unixSocket(socket).build());
                var wire = new Wire(
                        http2(new Origin(Scheme.UNIX, socket.toString(), 0, "")).build())) {
            assertThat(wire.ask(CHAT).times().count()).isEqualTo(30);
            assertThat(server.truth().finished()).hasSize(1);
        }
    }

    @Test
    void refusesProxiesThatSpeakHttp11ToPlainServers() {
        var settings = http2(Origin.http("127.0.0.1", 9))
                .proxy(Origin.http("127.0.0.1", 8))
                .build();
        assertThatThrownBy(() -> HttpClient.open(settings))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("proxy 127.0.0.1:8")
                .hasMessageContaining("give https servers, or use HTTP/1.1");
    }

    @Test
    void sendsTheSameRequestWithoutWhatIsAboutConnections() {
        try (var server = ScriptedHttp2Server.start(call -> call.answer("a"));
                var wire = new Wire(http2(server.origin())
                        .headers(List.of(
                                new HttpHeader("X-Route", " B c "),
                                new HttpHeader("Keep-Alive", "timeout=5"),
                                new HttpHeader("Transfer-Encoding", "identity")))
                        .reuse(Reuse.NEVER)
                        .build())) {
            assertThat(wire.ask(CHAT).error()).isNull();
            var head = server.calls().getFirst().head();
            assertThat(head.method().toString()).isEqualTo("POST");
            assertThat(head.path().toString()).isEqualTo("/v1/chat/completions");
            assertThat(head.scheme().toString()).isEqualTo("http");
            assertThat(head.authority().toString())
                    .isEqualTo("127.0.0.1:" + server.origin().port());
            assertThat(head.get("x-route").toString()).isEqualTo("B c");
            assertThat(head.get("accept").toString()).isEqualTo("text/event-stream");
            assertThat(head.get("content-length").toString()).isEqualTo(String.valueOf(CHAT.length()));
            assertThat(head.names().stream().map(String::valueOf))
                    .doesNotContain("host", "connection", "keep-alive", "transfer-encoding");
            assertThat(server.calls().getFirst().bodyBytes()).isEqualTo(CHAT.length());
        }
    }

    @Test
    void carries200RequestsAtOnceOverOneConnection() {
        var open = new ArrayList<ScriptedHttp2Server.Call>();
        try (var server = ScriptedHttp2Server.allowing(200, call -> {
                    open.add(call);
                    if (open.size() == 200) {
                        open.forEach(each -> {
                            each.answer("s" + each.stream());
                            each.flush();
                        });
                    }
                });
                var wire = new Wire(http2(server.origin()).build())) {
            var flights =
                    IntStream.range(0, 200).mapToObj(i -> wire.begin(CHAT)).toList();
            var texts = flights.stream().map(Wire::await).map(Seen::text).toList();
            assertThat(texts)
                    .containsExactlyInAnyOrderElementsOf(
                            open.stream().map(each -> "s" + each.stream()).toList());
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectsAgainWhereAServerAllowsOneStream() {
        var open = new ArrayList<ScriptedHttp2Server.Call>();
        try (var server = ScriptedHttp2Server.allowing(1, call -> {
                    open.add(call);
                    if (open.size() == 3) {
                        open.forEach(each -> {
                            each.answer("c" + each.connection());
                            each.flush();
                        });
                        open.clear();
                    }
                });
                var wire = new Wire(http2(server.origin()).build())) {
            for (int round = 0; round < 2; round++) {
                List<CompletableFuture<Seen>> flights =
                        Stream.of(CHAT, CHAT, CHAT).map(wire::begin).toList();
                assertThat(flights.stream().map(Wire::await).map(Seen::text))
                        .containsExactlyInAnyOrder("c0", "c1", "c2");
            }
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void saysThatAServerAllowsNoStream() {
        try (var server = ScriptedHttp2Server.allowing(0, call -> call.answer("a"));
                var wire = new Wire(http2(server.origin()).build())) {
            Seen seen = wire.ask(CHAT);
            assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
            assertThat(seen.error()).isEqualTo("the server allows no streams");
        }
    }

    @Test
    void connectsForEachRequestWhereNoneIsReused() {
        try (var server = ScriptedHttp2Server.start(call -> call.answer("c" + call.connection()));
                var wire = new Wire(http2(server.origin()).reuse(Reuse.NEVER).build())) {
            var flights = Stream.of(CHAT, CHAT, CHAT).map(wire::begin).toList();
            assertThat(flights.stream().map(Wire::await).map(Seen::text)).containsExactlyInAnyOrder("c0", "c1", "c2");
            assertThat(wire.ask(CHAT).text()).isEqualTo("c3");
        }
    }

    @Test
    void keepsSessionsOnConnectionsOfTheirOwn() {
        try (var server = ScriptedHttp2Server.start(call -> call.answer("c" + call.connection()));
                var wire = new Wire(
                        http2(server.origin()).reuse(Reuse.STICKY_USER_SESSIONS).build())) {
            var over = IntStream.of(7, 8, 7, 8, 9, 7)
                    .mapToObj(session -> Wire.await(wire.beginTurn(session)).text())
                    .toList();
            assertThat(over).containsExactly("c0", "c1", "c0", "c1", "c2", "c0");
        }
    }
}
