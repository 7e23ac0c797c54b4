package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    @Test
    void streamsOverTls() throws IOException, InterruptedException, GeneralSecurityException {
        var store = selfSigned();
        var certificate =
                pem("cert.pem", "CERTIFICATE", store.getCertificate("mock").getEncoded());
        var key = pem(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("mock", PASSWORD.toCharArray()).getEncoded());
        var options = MockOptions.builder()
                .ttft(new LatencyModel.Fixed(0))
                .itl(new LatencyModel.Fixed(0))
                .tls(new MockOptions.Tls(certificate, key))
                .build();
        try (var server = MockServer.start(options);
                var client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            var request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/v1/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"a\",\"max_tokens\":20,\"stream\":true}"))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(Client.events(response.body())).hasSize(20);
        }
    }

    @Test
    void saysWhichCertificateCannotBeUsed() throws IOException {
        var broken = Files.writeString(directory.resolve("broken.pem"), "no certificate");
        var options =
                MockOptions.builder().tls(new MockOptions.Tls(broken, broken)).build();
        assertThatThrownBy(() -> MockServer.start(options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(broken.toString())
                .message()
                .doesNotContain("\n");
    }

    /** A fresh key pair and certificate by the JDK's own tool. */
    private KeyStore selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        var file = directory.resolve("store.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "mock",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        var text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
        return Files.writeString(directory.resolve(name), text);
    }

    private static SSLContext trusting(KeyStore store) throws GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
