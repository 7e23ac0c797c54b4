package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.http.Origin.Scheme;
import io.streamgauge.http.TlsSettings.Verification;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTPS, with the server's certificate checked, straight and through a proxy's tunnel. */
class TlsTest {
    @TempDir
    private static Path directory;

    private static Certificates localhost;
    private static Certificates elsewhere;

    @BeforeAll
    static void makeCertificates() {
        localhost = Certificates.of(directory, "localhost");
        elsewhere = Certificates.of(directory, "elsewhere.example");
    }

    private static MockServer server(Certificates certificates) {
        return MockServer.start(MockOptions.builder()
                .ttft(new LatencyModel.Fixed(0))
                .itl(new LatencyModel.Fixed(0))
                .defaultOutputTokens(20)
                .tls(new MockOptions.Tls(certificates.certificate(), certificates.key()))
                .build());
    }

    private static HttpSettings.Builder to(int port) {
        return HttpSettings.to(new Origin(Scheme.HTTPS, "localhost", port, ""));
    }

    private static TlsSettings trusting(Certificates certificates) {
        return new TlsSettings(Verification.FULL, certificates.certificate(), null, null);
    }

    private static Seen ask(HttpSettings settings) {
        try (var wire = new Wire(settings)) {
            return wire.ask("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsFromAServerOfAKnownAuthority(Transport transport) {
        try (var server = server(localhost)) {
            Seen seen = ask(to(server.port())
                    .transport(transport)
                    .tls(trusting(localhost))
                    .build());
            assertThat(seen.error()).isNull();
            assertThat(seen.times().count()).isEqualTo(20);
            assertThat(seen.stamp()).isEqualTo(Stamp.USER);
        }
    }

    @Test
    void refusesAServerOfAnUnknownAuthority() {
        try (var server = server(localhost)) {
            Seen seen = ask(to(server.port()).build());
            assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
            assertThat(seen.error()).startsWith("TLS: ").doesNotContain("\n");
        }
    }

    @Test
    void refusesAServerOfAnotherName() {
        try (var server = server(elsewhere)) {
            Seen seen = ask(to(server.port()).tls(trusting(elsewhere)).build());
            assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
            assertThat(seen.error()).contains("localhost");
        }
    }

    @Test
    void takesAnyServerWhenToldTo() {
        try (var server = server(elsewhere)) {
            Seen seen = ask(to(server.port())
                    .tls(new TlsSettings(Verification.NONE, null, null, null))
                    .build());
            assertThat(seen.status()).as("%s", seen.error()).isEqualTo(Status.OK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tunnelsThroughAProxy(HttpVersion version) {
        try (var server = server(localhost);
                var proxy = ScriptedServer.start(call -> {
                    call.readRequest();
                    call.send("HTTP/1.1 200 Connection established\r\n\r\n");
                    relay(call, server.port());
                })) {
            Seen seen = ask(to(server.port())
                    .version(version)
                    .tls(trusting(localhost))
                    .proxy(proxy.origin())
                    .build());
            assertThat(seen.error()).isNull();
            assertThat(seen.times().count()).isEqualTo(20);
            assertThat(proxy.requests().getFirst()).startsWith("CONNECT localhost:" + server.port() + " HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void speaksWhatItIsToldTo(HttpVersion version) {
        try (var server = server(localhost)) {
            Seen seen = ask(
                    to(server.port()).version(version).tls(trusting(localhost)).build());
            assertThat(seen.error()).isNull();
            assertThat(seen.times().count()).isEqualTo(20);
        }
    }

    @Test
    void saysThatAServerHasNoHttp2() throws Exception {
        var context = (JdkSslContext) SslContextBuilder.forServer(
                        localhost.certificate().toFile(), localhost.key().toFile())
                .sslProvider(SslProvider.JDK)
                .build();
        try (var listener = context.context()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = listener.accept()) {
                    socket.getInputStream().read();
                } catch (IOException expected) {
                    // the client went away
                }
            });
            Seen seen = ask(to(listener.getLocalPort())
                    .version(HttpVersion.HTTP_2)
                    .tls(trusting(localhost))
                    .build());
            assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
            assertThat(seen.error())
                    .isEqualTo("the server does not speak HTTP/2 over TLS, as ALPN tells; use --http-version 1.1");
        }
    }

    static void relay(ScriptedServer.Call call, int port) throws IOException {
        try (var onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread.ofVirtual().start(() -> {
                try {
                    onward.getInputStream().transferTo(call.socket().getOutputStream());
                } catch (IOException expected) {
                    // one of the two went away
                }
            });
            call.socket().getInputStream().transferTo(onward.getOutputStream());
        }
    }

    @Test
    void saysThatAProxyRefuses() {
        try (var proxy = ScriptedServer.answering("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")) {
            Seen seen = ask(to(9).proxy(proxy.origin()).build());
            assertThat(seen.status()).isEqualTo(Status.CONNECT_ERROR);
            assertThat(seen.error()).contains("proxy 127.0.0.1:" + proxy.port(), "407 Proxy Authentication Required");
        }
    }

    @Test
    void asksAProxyForPlainServersByTheirWholeUrl() {
        try (var proxy =
                ScriptedServer.answering(Responses.stream(Responses.delta("{\"content\":\"a\"}", "\"stop\"")))) {
            Seen seen = ask(HttpSettings.to(Origin.http("server.invalid", 8000))
                    .proxy(proxy.origin())
                    .build());
            assertThat(seen.status()).isEqualTo(Status.OK);
            assertThat(proxy.requests().getFirst())
                    .startsWith(
                            "POST http://server.invalid:8000/v1/chat/completions HTTP/1.1\r\nHost: server.invalid:8000\r\n");
        }
    }

    @Test
    void saysWhichFileIsNoCertificate() {
        Path missing = directory.resolve("missing.pem");
        var settings = to(9).tls(new TlsSettings(Verification.FULL, missing, null, null))
                .build();
        assertThatThrownBy(() -> HttpClient.open(settings))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining(missing.toString())
                .message()
                .doesNotContain("\n");
    }
}
