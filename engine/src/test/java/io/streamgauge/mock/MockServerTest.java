package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.mock.RequestTruth.Outcome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MockServerTest {
    private static final String STREAM = "{\"prompt\":\"a\",\"max_tokens\":3,\"stream\":true}";
    private static final String ENDLESS = "{\"prompt\":\"a\",\"max_tokens\":1000000,\"stream\":true}";

    @TempDir
    private Path directory;

    @Test
    void oneConnectionServesManyRequestsAlsoPipelined() throws IOException {
        try (var server = MockServer.start(quick().build());
                var client = new RawClient(server)) {
            client.send(RawClient.request("/v1/completions", STREAM));
            client.readUntil("\r\n0\r\n\r\n");
            client.send(RawClient.request("/v1/completions", STREAM)
                    + RawClient.request("/v1/completions", STREAM)
                    + RawClient.request("/v1/completions", STREAM, "connection: close"));
            var answers = client.readAll();
            assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
            assertThat(server.truth().finished()).hasSize(4).allMatch(truth -> truth.tokens() == 3);
        }
    }

    /** What is made on another thread finds no loop to give it to; a trace of that would stand below every report. */
    @Test
    void closingWhileAPageIsMadeIsSilent() throws IOException {
        String page = "GET /metrics HTTP/1.1\r\nhost: mock\r\n\r\n";
        var thrown = new ConcurrentLinkedQueue<Throwable>();
        var others = new ArrayList<RawClient>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> thrown.add(e));
        try {
            for (int i = 0; i < 20; i++) {
                try (var server = MockServer.start(quick().build());
                        var client = new RawClient(server)) {
                    // Enough of them that some are not made yet when the first is answered.
                    client.send(page);
                    for (int more = 0; more < 20; more++) {
                        others.add(new RawClient(server));
                        others.getLast().send(page);
                    }
                    client.readUntil("HTTP/1.1 200");
                }
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
            for (RawClient other : others) {
                other.close();
            }
        }
        assertThat(thrown).isEmpty();
    }

    @Test
    void aClientThatLeavesEndsItsAnswerAndFreesItsPlace() throws IOException {
        try (var server = MockServer.start(quick().maxConcurrent(1).build())) {
            try (var leaver = new RawClient(server);
                    var waiter = new RawClient(server)) {
                leaver.send(RawClient.request("/v1/completions", ENDLESS));
                leaver.readUntil("data: ");
                waiter.send(RawClient.request("/v1/completions", STREAM, "connection: close"));
                leaver.reset();
                assertThat(waiter.readAll()).contains("data: [DONE]");
            }
            assertThat(server.truth().finished().stream().map(RequestTruth::outcome))
                    .containsExactly(Outcome.CLIENT_GONE, Outcome.FINISHED);
        }
    }

    @Test
    void aClientThatLeavesTheQueueTakesNobodysPlace() throws IOException {
        try (var server = MockServer.start(quick().maxConcurrent(1).build());
                var first = new RawClient(server);
                var second = new RawClient(server);
                var third = new RawClient(server)) {
            first.send(RawClient.request("/v1/completions", ENDLESS));
            first.readUntil("data: ");
            second.send(RawClient.request("/v1/completions", STREAM));
            second.reset();
            third.send(RawClient.request("/v1/completions", STREAM, "connection: close"));
            first.reset();
            assertThat(third.readAll()).contains("data: [DONE]");
        }
    }

    @Test
    void aClientThatDoesNotReadMakesItsStreamWait() throws IOException {
        try (var server = MockServer.start(MockOptions.builder()
                        .ttft(new LatencyModel.Fixed(0))
                        .itl(new LatencyModel.Fixed(0))
                        .build());
                var client = new RawClient(server)) {
            client.send(RawClient.request(
                    "/v1/completions", "{\"prompt\":\"a\",\"max_tokens\":60000,\"stream\":true}", "connection: close"));
            client.readUntil("data: ");
            try (var other = new Client(server)) {
                assertThat(other.post("/v1/completions", STREAM).body()).contains("[DONE]");
            }
            assertThat(client.readAll()).contains("[DONE]");
        }
    }

    @Test
    void brokenHttpIsRefusedAndTheConnectionClosed() throws IOException {
        try (var server = MockServer.start(quick().build());
                var client = new RawClient(server)) {
            client.send("POST\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @Test
    void aLargeBodyIsAskedForWhenTheClientExpectsIt() throws IOException {
        try (var server = MockServer.start(quick().build());
                var client = new RawClient(server)) {
            var request = RawClient.request("/v1/completions", STREAM, "expect: 100-continue", "connection: close");
            var bodyAt = request.indexOf("\r\n\r\n") + 4;
            client.send(request.substring(0, bodyAt));
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            client.send(request.substring(bodyAt));
            assertThat(client.readAll()).contains("[DONE]");
        }
    }

    @Test
    void anAddressInUseIsSaidInOneLine() {
        try (var server = MockServer.start(quick().build())) {
            var taken = quick().port(server.port()).build();
            assertThatThrownBy(() -> MockServer.start(taken))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port())
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void theTruthLogAndTheTruthPageSayTheSame() throws IOException {
        var log = directory.resolve("truth.jsonl");
        String page;
        long[] writes;
        try (var server = MockServer.start(quick().truthLog(log).build());
                var client = new Client(server)) {
            client.post("/v1/completions", STREAM);
            page = client.get("/truth").body();
            writes = server.truth().finished().getFirst().writeNanos();
        }
        var line = JsonMapper.shared().readTree(page);
        assertThat(Files.readString(log)).isEqualTo(page);
        assertThat(line.path("id").stringValue()).startsWith("cmpl-");
        assertThat(line.path("tokens").asInt()).isEqualTo(3);
        assertThat(line.path("outcome").stringValue()).isEqualTo("finished");
        assertThat(line.path("write_ns")
                        .valueStream()
                        .mapToLong(node -> node.asLong())
                        .toArray())
                .isEqualTo(writes);
        assertThat(line.path("received_ns").asLong()).isLessThan(writes[0]);
    }

    @Test
    void theOldestTruthIsForgottenBeyondTheLimit() {
        try (var server = MockServer.start(quick().truthTokens(7).build());
                var client = new Client(server)) {
            for (var i = 0; i < 4; i++) {
                client.post("/v1/completions", STREAM);
            }
            assertThat(server.truth().finished()).hasSize(2);
            assertThat(server.truth().forgotten()).isEqualTo(2);
        }
    }

    @Test
    void metricsCountRequestsAndTokens() {
        try (var server = MockServer.start(
                        quick().loops(2).models(List.of("tiny")).build());
                var client = new Client(server)) {
            client.post("/v1/completions", STREAM);
            client.post("/v1/completions", "{\"prompt\":\"a\",\"max_tokens\":2}");
            var page = client.get("/metrics").body();
            assertThat(page)
                    .contains("vllm:generation_tokens_total{engine=\"0\",model_name=\"tiny\"} 5\n")
                    .contains(
                            "vllm:request_success_total{engine=\"0\",model_name=\"tiny\",finished_reason=\"length\"} 2\n")
                    .contains("vllm:time_to_first_token_seconds_count{engine=\"0\",model_name=\"tiny\"} 1\n")
                    .contains(
                            "vllm:inter_token_latency_seconds_bucket{engine=\"0\",model_name=\"tiny\",le=\"+Inf\"} 2\n")
                    .contains("vllm:num_requests_running{engine=\"0\",model_name=\"tiny\"} 0\n");
        }
    }

    @Test
    void listensOnAUnixSocket() throws IOException {
        var path = directory.resolve("mock.sock");
        try (var server = MockServer.start(quick().unixSocket(path).build());
                var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.write(ByteBuffer.wrap(RawClient.request("/v1/completions", STREAM, "connection: close")
                    .getBytes(StandardCharsets.UTF_8)));
            var answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("[DONE]");
            assertThat(server.port()).isEqualTo(-1);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void anAnswerEndsByItselfUnlessToldNotTo() {
        try (var server = MockServer.start(quick().eosAfterTokens(5).build());
                var client = new Client(server)) {
            assertThat(usage(client, "\"max_tokens\":9")).isEqualTo("5 stop");
            assertThat(usage(client, "\"max_tokens\":4")).isEqualTo("4 length");
            assertThat(usage(client, "\"max_tokens\":9,\"min_tokens\":7")).isEqualTo("7 stop");
            assertThat(usage(client, "\"max_tokens\":9,\"ignore_eos\":true")).isEqualTo("9 length");
        }
    }

    private static String usage(Client client, String fields) {
        var body = Client.json(client.post("/v1/completions", "{\"prompt\":\"a\"," + fields + "}"));
        return body.at("/usage/completion_tokens").asInt() + " "
                + body.at("/choices/0/finish_reason").stringValue();
    }

    private static MockOptions.Builder quick() {
        return MockOptions.builder().ttft(new LatencyModel.Fixed(0)).itl(new LatencyModel.Fixed(1_000));
    }
}
