package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.mock.RequestTruth.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaultTest {
    private static final String BODY =
            "{\"prompt\":\"a\",\"max_tokens\":10,\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    private static final String REQUEST = RawClient.request("/v1/completions", BODY, "connection: close");

    @ParameterizedTest
    @ValueSource(strings = {"reset", "accept-reset", "reset-at=200", "restart"})
    void resets(String fault) throws IOException {
        try (var server = server(fault);
                var client = new RawClient(server)) {
            assertThatThrownBy(() -> {
                        client.send(REQUEST);
                        client.readAll();
                    })
                    .isInstanceOf(SocketException.class);
            assertThat(server.truth().injected())
                    .containsKey(FaultRule.parse(fault).kind());
        }
    }

    @ParameterizedTest
    @CsvSource({"close,0", "close-at=1,1", "close-at=17,17", "close-at=301,301"})
    void closesInOrderAtAnyByte(String fault, int bytes) throws IOException {
        assertThat(answer(fault)).hasSize(bytes);
    }

    @Test
    void refusesConnectionsForAWhile() throws IOException {
        try (var server = server("refuse=100ms@1")) {
            try (var client = new RawClient(server)) {
                assertThatThrownBy(() -> {
                            client.send(REQUEST);
                            client.readAll();
                        })
                        .isInstanceOf(SocketException.class);
            }
            assertThat(connectUntilAccepted(server)).contains("[DONE]");
        }
    }

    @Test
    void refusesConnectionsForGood() throws IOException {
        try (var server = server("refuse=forever@1");
                var client = new RawClient(server)) {
            client.send(REQUEST);
            assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
            connectUntilRefused(server);
        }
    }

    @Test
    void restartsInTheMiddleOfTheRun() throws IOException {
        try (var server = server("restart=50ms@2");
                var idle = new RawClient(server);
                var client = new RawClient(server)) {
            idle.send(RawClient.request("/v1/completions", BODY));
            idle.readUntil("\r\n0\r\n\r\n");
            client.send(REQUEST);
            assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
            assertThatThrownBy(idle::readAll).isInstanceOf(SocketException.class);
            assertThat(connectUntilAccepted(server)).contains("[DONE]");
        }
    }

    @ParameterizedTest
    @CsvSource({"slow-accept=40ms", "slow-headers=40ms", "stall-first=40ms", "stall-mid=40ms"})
    void makesTheClientWait(String fault) throws IOException {
        try (var server = server(fault);
                var client = new RawClient(server)) {
            var sentNanos = System.nanoTime();
            client.send(REQUEST);
            assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK").contains("[DONE]");
            var writes = server.truth().finished().getFirst().writeNanos();
            assertThat(writes[9] - sentNanos).isGreaterThanOrEqualTo(40_000_000);
            if (fault.startsWith("stall-mid")) {
                assertThat(writes[5] - writes[4]).isGreaterThanOrEqualTo(40_000_000);
            }
        }
    }

    @Test
    void stallsForEverInMidAnswer() throws IOException {
        var server = server("stall-mid@1");
        try (server;
                var stalled = new RawClient(server);
                var other = new RawClient(server)) {
            stalled.send(REQUEST);
            var seen = stalled.readUntil("data: ");
            for (var event = 1; event < 5; event++) {
                seen += stalled.readUntil("data: ");
            }
            other.send(REQUEST);
            assertThat(other.readAll()).contains("[DONE]");
            assertThat(seen).startsWith("HTTP/1.1 200 OK");
            assertThat(stalled.readUntil("}\n\n")).endsWith("}\n\n");
            stalled.reset();
        }
        var truth = server.truth().finished().getLast();
        assertThat(truth.outcome()).isEqualTo(Outcome.FAULT);
        assertThat(truth.fault()).isEqualTo(FaultKind.STALL_MID);
        assertThat(truth.tokens()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "http-400,400,application/json",
        "http-401=empty,401,''",
        "http-404=html,404,text/html",
        "http-408,408,application/json",
        "http-429,429,application/json",
        "http-500=empty,500,''",
        "http-503=html,503,text/html"
    })
    void answersWithAnErrorStatus(String fault, int status, String contentType) {
        try (var server = server(fault);
                var client = new Client(server)) {
            var response = client.post("/v1/completions", BODY);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("content-type").orElse("")).isEqualTo(contentType);
            assertThat(response.body().isEmpty()).isEqualTo(fault.endsWith("=empty"));
            assertThat(response.headers().firstValue("retry-after").isPresent())
                    .isEqualTo(status == 429 || status == 503);
        }
    }

    @Test
    void redirects() throws IOException {
        assertThat(answer("redirect=http://127.0.0.1:1/x"))
                .startsWith("HTTP/1.1 307 Temporary Redirect\r\n")
                .contains("\r\nlocation: http://127.0.0.1:1/x\r\n");
    }

    @Test
    void spoilsTheStatusLine() throws IOException {
        assertThat(answer("garbage-status")).startsWith("######## 200 OK\r\n").contains("[DONE]");
    }

    @Test
    void liesAboutTheContentType() throws IOException {
        assertThat(answer("content-type=text/html"))
                .contains("\r\ncontent-type: text/html\r\n")
                .contains("[DONE]");
    }

    @Test
    void compressesUnasked() throws IOException {
        try (var server = server("gzip");
                var client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.UTF_8));
            var bytes = client.getInputStream().readAllBytes();
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            var bodyAt = text.indexOf("\r\n\r\n") + 4;
            assertThat(text.substring(0, bodyAt)).contains("content-encoding: gzip");
            try (var body = new GZIPInputStream(new ByteArrayInputStream(bytes, bodyAt, bytes.length - bodyAt))) {
                var events = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(Client.events(events)).hasSize(11);
                assertThat(events).endsWith("data: [DONE]\n\n");
            }
        }
    }

    @Test
    void closesTheConnectionAfterEachAnswer() throws IOException {
        try (var server = server("connection-close");
                var client = new RawClient(server)) {
            client.send(RawClient.request("/v1/completions", BODY));
            assertThat(client.readAll()).contains("connection: close").endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void breaksOffWithinAChunk() throws IOException {
        var answer = answer("truncated-chunk");
        assertThat(answer).doesNotContain("[DONE]").doesNotEndWith("\n");
        assertThat(Client.data(answer)).hasSize(6);
    }

    @Test
    void sendsAnEventOfBrokenJson() throws IOException {
        var data = Client.data(answer("malformed-json"));
        assertThat(data.get(5)).endsWith("\"content\":\" bro");
        assertThat(data).hasSize(13).endsWith("[DONE]");
    }

    @ParameterizedTest
    @CsvSource({"VLLM,/error/message,true", "LLAMA,/error/message,false", "TRANSFORMERS,/error,false"})
    void sendsAnErrorAsAnEvent(WireStyle style, String messageAt, boolean done) throws IOException {
        try (var server = start(options("error-event").style(style));
                var client = new RawClient(server)) {
            client.send(REQUEST);
            var answer = client.readAll();
            assertThat(Client.events(answer).getLast().at(messageAt).stringValue())
                    .isEqualTo("injected fault");
            assertThat(answer.contains("[DONE]")).isEqualTo(done);
            assertThat(answer).endsWith("\r\n0\r\n\r\n");
            assertThat(server.truth().finished().getFirst().outcome()).isEqualTo(Outcome.FAULT);
        }
    }

    @Test
    void leavesOutTheTerminator() throws IOException {
        assertThat(answer("no-done"))
                .doesNotContain("[DONE]")
                .contains("\"usage\"")
                .endsWith("\r\n0\r\n\r\n");
    }

    @Test
    void leavesOutTheFinishReason() throws IOException {
        assertThat(answer("no-finish")).doesNotContain("\"length\"").contains("[DONE]");
    }

    @Test
    void sendsAnEventTwice() throws IOException {
        var texts = texts(answer("duplicate-event"));
        assertThat(texts).hasSize(11);
        assertThat(texts.get(5)).isEqualTo(texts.get(6));
    }

    @Test
    void sendsAnEventWithoutText() throws IOException {
        var answer = answer("empty-event");
        assertThat(texts(answer)).hasSize(11);
        assertThat(texts(answer).get(5)).isEmpty();
        assertThat(Client.events(answer).get(5).at("/choices/0/index").asInt(-1))
                .isZero();
    }

    @Test
    void sendsAComment() throws IOException {
        var answer = answer("comment");
        assertThat(answer).contains("\r\n: keep-alive\n\n\r\n");
        assertThat(texts(answer)).hasSize(10);
    }

    @Test
    void goesOnPastTheEnd() throws IOException {
        var server = server("endless");
        try (server;
                var client = new RawClient(server)) {
            client.send(REQUEST);
            for (var event = 0; event < 100; event++) {
                client.readUntil("data: ");
            }
        }
        var truth = server.truth().finished().getFirst();
        assertThat(truth.tokens()).isGreaterThanOrEqualTo(100);
        assertThat(truth.outcome()).isEqualTo(Outcome.FAULT);
    }

    @Test
    void claimsWrongUsage() throws IOException {
        var events = Client.events(answer("wrong-usage"));
        assertThat(events.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(21);
        assertThat(events).hasSize(11);
    }

    @Test
    void sendsAHugeEvent() throws IOException {
        var answer = answer("huge-event");
        assertThat(answer.length()).isGreaterThan(1 << 20);
        assertThat(texts(answer)).hasSize(10);
        assertThat(Client.events(answer).get(5).path("padding").stringValue()).hasSize(1 << 20);
    }

    @Test
    void writesByteByByte() throws IOException {
        assertThat(texts(answer("tiny-writes"))).hasSize(10);
    }

    @Test
    void addsTrailers() throws IOException {
        assertThat(answer("trailers")).endsWith("data: [DONE]\n\n\r\n0\r\nx-mock-checksum: 0\r\n\r\n");
    }

    @Test
    void onlyTheRequestsNamedAreBefallenAndLooksAtHealthDoNotCount() {
        try (var server = server("http-500@2");
                var client = new Client(server)) {
            var statuses = Stream.of(1, 2, 3)
                    .map(i -> {
                        client.get("/health");
                        return client.post("/v1/completions", BODY).statusCode();
                    })
                    .toList();
            assertThat(statuses).containsExactly(200, 500, 200);
        }
    }

    private static List<String> texts(String answer) {
        return Client.events(answer).stream()
                .filter(event -> event.path("choices").size() == 1)
                .map(event -> event.at("/choices/0/text").stringValue())
                .collect(Collectors.toList());
    }

    /** The listener closes soon after the reset; a connection that was just about to be accepted then is reset too. */
    private static void connectUntilRefused(MockServer server) throws IOException {
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
            } catch (ConnectException refused) {
                return;
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        }
    }

    private static String connectUntilAccepted(MockServer server) throws IOException {
        while (true) {
            try (var client = new RawClient(server)) {
                client.send(REQUEST);
                return client.readAll();
            } catch (SocketException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static String answer(String fault) throws IOException {
        try (var server = server(fault);
                var client = new RawClient(server)) {
            client.send(REQUEST);
            return client.readAll();
        }
    }

    private static MockServer server(String fault) {
        return start(options(fault));
    }

    private static MockServer start(MockOptions.Builder options) {
        return MockServer.start(options.build());
    }

    private static MockOptions.Builder options(String fault) {
        return MockOptions.builder()
                .ttft(new LatencyModel.Fixed(0))
                .itl(new LatencyModel.Fixed(1_000))
                .faults(List.of(FaultRule.parse(fault)));
    }
}
