package io.streamgauge.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Gets one page over HTTP/1.1, in bounded time and memory. The JDK's old client: its new one takes 0.4 s of processor time to
 * start, at a moment when a benchmark wants none to be taken.
 */
final class PageFetcher {
    static final int MOST_BYTES = 16 << 20;
    private static final int MILLIS = 1_000_000;

    private final PageSettings settings;

    PageFetcher(PageSettings settings) {
        this.settings = settings;
    }

    /** A page as it came. */
    static final class Page {
        private final String type;
        private final byte[] bytes;

        /** @param type its content type, empty when not said */
        Page(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        MetricsPage parse() throws MalformedPageException {
            return MetricsPage.parse(bytes);
        }

        /** Whether it says of itself that it is plain text, as metrics pages do. */
        boolean saysText() {
            return type.startsWith("text/plain") || type.contains("openmetrics");
        }

        /** Whether it looks like JSON. */
        boolean looksLikeJson() {
            for (byte b : bytes) {
                if (b > ' ') {
                    return b == '[' || b == '{';
                }
            }
            return false;
        }
    }

    /** @throws IOException with one line on why there is no page */
    Page fetch(PageAddress address) throws IOException {
        long deadline = settings.clock().nanos() + settings.timeoutNanos();
        var connection = (HttpURLConnection) address.url().toURL().openConnection(settings.proxy());
        try {
            prepare(connection, address);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("HTTP status " + status);
            }
            var type = connection.getContentType();
            try (var in = connection.getInputStream()) {
                return new Page(type == null ? "" : type, read(in, deadline));
            }
        } catch (SocketTimeoutException e) {
            throw late(e);
        } catch (UnknownHostException e) {
            throw new IOException("no address is known for '" + address.url().getHost() + "'", e);
        } finally {
            drain(connection);
        }
    }

    private void prepare(HttpURLConnection connection, PageAddress address) {
        int millis = Math.max(1, (int) (settings.timeoutNanos() / MILLIS));
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "text/plain;version=0.0.4, text/plain;q=0.5");
        address.headers().forEach(connection::setRequestProperty);
        if (connection instanceof HttpsURLConnection https) {
            settings.tls().prepare(https);
        }
    }

    /** A page that comes byte by byte is late too, though each byte is in time. */
    private byte[] read(InputStream in, long deadline) throws IOException {
        var page = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        int count;
        while ((count = in.read(buffer)) >= 0) {
            page.write(buffer, 0, count);
            if (page.size() > MOST_BYTES) {
                throw new IOException("more than " + (MOST_BYTES >> 20) + " MiB");
            }
            if (settings.clock().nanos() > deadline) {
                throw late(null);
            }
        }
        return page.toByteArray();
    }

    private IOException late(@Nullable Exception cause) {
        return new IOException("not there within " + settings.timeoutNanos() / MILLIS + " ms", cause);
    }

    /** A connection whose answer was not read to its end can carry no other. */
    private static void drain(HttpURLConnection connection) {
        try (var error = connection.getErrorStream()) {
            if (error != null) {
                connection.disconnect();
            }
        } catch (IOException e) {
            connection.disconnect();
        }
    }
}
