package io.streamgauge.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context of a client. */
final class Tls {
    private Tls() {}

    /**
     * The context for these settings.
     *
     * @throws HttpException when one of the files is none of what it should be
     */
    static SslContext context(TlsSettings settings) {
        boolean verify = settings.verification() == TlsSettings.Verification.FULL;
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .endpointIdentificationAlgorithm(verify ? "HTTPS" : null);
            Path authorities = settings.caCertificates();
            if (!verify) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else if (authorities != null) {
                builder.trustManager(readable(authorities).toFile());
            }
            Path certificate = settings.certificate();
            Path key = settings.privateKey();
            if (certificate != null && key != null) {
                builder.keyManager(readable(certificate).toFile(), readable(key).toFile());
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new HttpException(
                    "TLS " + files(settings.caCertificates(), settings.certificate(), settings.privateKey()) + ": "
                            + Causes.oneLine(e) + "; give PEM files, keys as PKCS#8",
                    e);
        }
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new HttpException("TLS file " + file + " cannot be read; check the path");
        }
        return file;
    }

    private static String files(@Nullable Path... files) {
        return java.util.Arrays.stream(files)
                .filter(java.util.Objects::nonNull)
                .map(String::valueOf)
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
