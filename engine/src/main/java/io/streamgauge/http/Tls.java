package io.streamgauge.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
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

    /** The context for these settings and HTTP/1.1. @throws HttpException when one of the files is none of what it should be */
    static SslContext context(TlsSettings settings) {
        return context(settings, HttpVersion.HTTP_1_1);
    }

    /** The same for this version, which is asked for by ALPN where it is not the usual one. */
    static SslContext context(TlsSettings settings, HttpVersion version) {
        boolean verify = settings.verification() == TlsSettings.Verification.FULL;
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .endpointIdentificationAlgorithm(verify ? "HTTPS" : null);
            if (version == HttpVersion.HTTP_2) {
                // HTTP/1.1 is offered too, so that a server that has nothing else says so and does not just hang up.
                builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1));
            }
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
