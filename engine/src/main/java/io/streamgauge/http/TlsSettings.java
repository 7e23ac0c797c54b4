package io.streamgauge.http;

import io.netty.handler.ssl.JdkSslContext;
import java.nio.file.Path;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * How HTTPS servers are checked, and who we say we are.
 *
 * @param verification whether a server's certificate must be good
 * @param caCertificates PEM file of the authorities to trust in place of the system's
 * @param certificate PEM file of our own certificate chain
 * @param privateKey PEM file of its private key
 */
public record TlsSettings(
        Verification verification,
        @Nullable Path caCertificates,
        @Nullable Path certificate,
        @Nullable Path privateKey) {
    /** Whether a server's certificate must be good. */
    public enum Verification {
        FULL,
        /** Any certificate will do. */
        NONE
    }

    /** Full verification against the system's authorities, no certificate of our own. */
    public static final TlsSettings DEFAULT = new TlsSettings(Verification.FULL, null, null, null);

    public TlsSettings {
        if ((certificate == null) != (privateKey == null)) {
            throw new IllegalArgumentException("a client certificate needs its private key, and the other way round");
        }
    }

    /**
     * Makes a connection of the JDK's own client keep to these settings.
     *
     * @throws HttpException when one of the files is none of what it should be
     */
    public void prepare(HttpsURLConnection connection) {
        connection.setSSLSocketFactory(
                ((JdkSslContext) Tls.context(this)).context().getSocketFactory());
        if (verification == Verification.NONE) {
            connection.setHostnameVerifier((host, session) -> true);
        }
    }
}
