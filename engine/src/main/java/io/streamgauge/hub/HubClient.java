package io.streamgauge.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hub's HTTP face: {@code HEAD} and {@code GET} of {@code /<repository>/resolve/<revision>/<file>}. Redirects are
 * followed by hand, because the commit and the content's hash stand in the first answer and because the token must not
 * travel to another host.
 */
final class HubClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FILE_TIMEOUT = Duration.ofMinutes(10);
    private static final int TRIES = 3;
    private static final int MOST_REDIRECTS = 5;
    private static final long PAUSE_NANOS = 200_000_000;
    private static final Pattern ETAG = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final HubSettings settings;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HubClient(HubSettings settings) {
        this.settings = settings;
    }

    /** What the hub says about a file before it is fetched. */
    record RemoteFile(String commit, String etag, URI content) {}

    /**
     * Asks for a file.
     *
     * @return null when the repository has no such file
     * @throws HubException when the repository cannot be read at all
     */
    @Nullable
    RemoteFile find(String repository, String revision, String file) throws IOException {
        var address = URI.create(
                settings.endpoint() + "/" + repository + "/resolve/" + revision.replace("/", "%2F") + "/" + file);
        HttpResponse<Void> first = null;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            var response = send("HEAD", address, HEAD_TIMEOUT, BodyHandlers.discarding());
            first = first != null && header(first, "x-repo-commit") != null ? first : response;
            var location = header(response, "location");
            if (response.statusCode() / 100 == 3 && location != null) {
                address = address.resolve(location);
                if (isHub(address)) {
                    continue;
                }
            } else if (response.statusCode() != 200) {
                return refused(repository, revision, response);
            }
            return described(first, address);
        }
        throw new IOException("too many redirects from " + settings.endpoint());
    }

    /** Fetches a file's content, and checks it against its hash where the hub gives one. */
    void fetch(RemoteFile file, Path target) throws IOException {
        var address = file.content();
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            var response = send("GET", address, FILE_TIMEOUT, BodyHandlers.ofFile(target));
            var location = header(response, "location");
            if (response.statusCode() == 200) {
                verify(file, target);
                return;
            }
            if (response.statusCode() / 100 != 3 || location == null) {
                throw new IOException("HTTP " + response.statusCode() + " from " + address.getHost());
            }
            address = address.resolve(location);
        }
        throw new IOException("too many redirects from " + settings.endpoint());
    }

    @Override
    public void close() {
        client.close();
    }

    private RemoteFile described(HttpResponse<Void> response, URI content) throws IOException {
        var commit = header(response, "x-repo-commit");
        var linked = header(response, "x-linked-etag");
        var etag = linked == null ? header(response, "etag") : linked;
        if (commit == null || etag == null) {
            throw new IOException(settings.endpoint() + " does not answer like a Hugging Face hub");
        }
        var bare = etag.replaceFirst("^W/", "").replace("\"", "");
        if (!ETAG.matcher(bare).matches() || !ETAG.matcher(commit).matches()) {
            throw new IOException(settings.endpoint() + " names a content that cannot be a file name: " + etag);
        }
        return new RemoteFile(commit, bare, content);
    }

    /** The codes are huggingface_hub's; a mirror may send none. */
    private @Nullable RemoteFile refused(String repository, String revision, HttpResponse<Void> response)
            throws IOException {
        var code = header(response, "x-error-code");
        var kind = code == null ? "" : code;
        int status = response.statusCode();
        if (kind.equals("GatedRepo") || status == 403) {
            throw new HubException(
                    "'" + repository + "' is gated on " + settings.endpoint() + ": accept its licence at "
                            + settings.endpoint() + "/" + repository + " and set HF_TOKEN to a token of that account");
        }
        if (kind.equals("RepoNotFound") || status == 401) {
            throw new HubException("'" + repository + "' is not on " + settings.endpoint()
                    + ", or is private or gated: check the name, accept its licence there and set HF_TOKEN");
        }
        if (kind.equals("RevisionNotFound")) {
            throw new HubException("'" + repository + "' has no revision '" + revision + "' on " + settings.endpoint());
        }
        if (status == 404) {
            return null;
        }
        throw new IOException("HTTP " + status + " from " + settings.endpoint());
    }

    /** Sends, again after a pause when the hub is busy or the line broke. */
    private <T> HttpResponse<T> send(String method, URI address, Duration timeout, BodyHandler<T> handler)
            throws IOException {
        var request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(timeout)
                .header("User-Agent", "streamgauge")
                .header("Accept-Encoding", "identity");
        if (settings.token() != null && isHub(address)) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        for (int i = 1; ; i++) {
            try {
                var response = client.send(request.build(), handler);
                boolean busy = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!busy || i == TRIES) {
                    return response;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (IOException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS * i);
        }
    }

    private boolean isHub(URI address) {
        return address.getScheme().equals(settings.endpoint().getScheme())
                && address.getAuthority().equals(settings.endpoint().getAuthority());
    }

    private static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** Large files are named by the SHA-256 of their content, small ones by git's hash. */
    private static void verify(RemoteFile file, Path target) throws IOException {
        if (!SHA256.matcher(file.etag()).matches()) {
            return;
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(target));
            if (!HexFormat.of().formatHex(digest).equals(file.etag())) {
                throw new IOException("the content from " + file.content().getHost() + " does not match its hash");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
