package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.http.Origin.Scheme;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent, and where to. */
class RequestTest {
    private static final String GOOD = Responses.stream(Responses.delta("{\"content\":\"a\"}", "\"stop\""));

    @Test
    void sendsTheHeadThatServersExpect() {
        try (var server = ScriptedServer.answering(GOOD);
                var wire = new Wire(HttpSettings.to(new Origin(Scheme.HTTP, "127.0.0.1", server.port(), "/base"))
                        .userAgent("streamgauge/1.2")
                        .headers(List.of(new HttpHeader("Authorization", "Bearer x"), new HttpHeader("accept", "*/*")))
                        .build())) {
            wire.ask("{\"a\":\"é\"}");
            assertThat(server.requests())
                    .containsExactly("POST /base/v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                            + "\r\nUser-Agent: streamgauge/1.2\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer x\r\naccept: */*\r\nContent-Length: 10\r\n\r\n{\"a\":\"é\"}");
        }
    }

    @Test
    void keepsSecretsOutOfMessages() {
        assertThat(new HttpHeader("Authorization", "Bearer x")).hasToString("Authorization");
        assertThatThrownBy(() -> new HttpHeader("Authorization", "Bearer\r\nx"))
                .hasMessageContaining("Authorization")
                .message()
                .doesNotContain("Bearer");
    }

    @Test
    void sendsToEachOriginOnItsOwnConnections() {
        try (var first = ScriptedServer.answering(GOOD);
                var second = ScriptedServer.answering(GOOD);
                var wire = new Wire(
                        HttpSettings.to(first.origin(), second.origin()).build())) {
            for (int origin : new int[] {0, 1, 1, 0, 1}) {
                assertThat(wire.stream(origin).status()).isEqualTo(Status.OK);
            }
            assertThat(first.requests()).hasSize(2);
            assertThat(second.requests()).hasSize(3);
            assertThat(List.of(first.connections(), second.connections())).containsOnly(1);
        }
    }

    @Test
    void triesAllAddressesOfAName() {
        // "localhost" may mean ::1 first, where nobody listens.
        try (var server = ScriptedServer.answering(GOOD);
                var wire = new Wire(
                        HttpSettings.to(Origin.http("localhost", server.port())).build())) {
            assertThat(wire.stream().status()).isEqualTo(Status.OK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsFromUnixSockets(Transport transport, @TempDir Path directory) {
        Path socket = directory.resolve("s");
        try (var server = MockServer.start(MockOptions.builder()
                        .ttft(new LatencyModel.Fixed(0))
                        .itl(new LatencyModel.Fixed(0))
                        .defaultOutputTokens(30)
                        .unixSocket(socket)
                        .build());
                var wire = new Wire(HttpSettings.to(new Origin(Scheme.UNIX, socket.toString(), 0, ""))
                        .transport(transport)
                        .build())) {
            Seen seen = wire.ask("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}");
            assertThat(seen.error()).isNull();
            assertThat(seen.times().count()).isEqualTo(30);
            assertThat(server.truth().finished()).hasSize(1);
        }
    }
}
