package io.streamgauge.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A hub on a local port: answers as huggingface.co does, with a second server for the content of large files. */
final class FakeHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** Requests as "METHOD path" or "cdn path". */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Tokens seen by the hub, and by the content server, where there must be none. */
    final List<String> tokens = new CopyOnWriteArrayList<>();

    final List<String> contentServerTokens = new CopyOnWriteArrayList<>();
    final AtomicInteger failuresLeft = new AtomicInteger();

    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final Map<String, String> largeFiles = new ConcurrentHashMap<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final HttpServer hub = serve(this::answer);
    private final HttpServer contentServer = serve(this::answerContent);

    private record Refusal(int status, String code) {}

    static FakeHub start() {
        return new FakeHub();
    }

    String address() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    void add(String repository, String file, String content) {
        files.put(repository + "/" + file, content);
    }

    /** A file that the hub redirects to another host. */
    void addLarge(String repository, String file, String content) {
        largeFiles.put(repository + "/" + file, content);
    }

    void refuse(String repository, int status, String code) {
        refusals.put(repository, new Refusal(status, code));
    }

    /** Replaces what the content server gives, but not the hash that the hub says. */
    void corrupt(String repository, String file) {
        largeFiles.computeIfPresent(repository + "/" + file, (name, content) -> content + "\u0000");
    }

    @Override
    public void close() {
        hub.stop(0);
        contentServer.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null) {
            tokens.add(token);
        }
        if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            reply(exchange, 503, "busy");
            return;
        }
        int resolve = path.indexOf("/resolve/");
        var repository = path.substring(1, resolve);
        var rest = path.substring(resolve + "/resolve/".length());
        var key = repository + "/" + rest.substring(rest.lastIndexOf('/') + 1);
        var headers = exchange.getResponseHeaders();
        var refusal = refusals.get(repository);
        if (refusal != null) {
            headers.set("X-Error-Code", refusal.code());
            reply(exchange, refusal.status(), "");
        } else if (largeFiles.containsKey(key)) {
            headers.set("X-Repo-Commit", COMMIT);
            headers.set("X-Linked-Etag", "\"" + sha256(largeFiles.get(key).replace("\u0000", "")) + "\"");
            headers.set("ETag", "\"something-else\"");
            headers.set(
                    "Location", "http://127.0.0.1:" + contentServer.getAddress().getPort() + "/" + key);
            reply(exchange, 302, "");
        } else if (files.containsKey(key)) {
            headers.set("X-Repo-Commit", COMMIT);
            headers.set("ETag", "W/\"" + sha256(files.get(key)).substring(0, 40) + "\"");
            reply(exchange, 200, files.get(key));
        } else {
            headers.set("X-Error-Code", "EntryNotFound");
            reply(exchange, 404, "");
        }
    }

    private void answerContent(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        requests.add("cdn " + path);
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null) {
            contentServerTokens.add(token);
        }
        reply(exchange, 200, largeFiles.getOrDefault(path.substring(1), ""));
    }

    private static void reply(HttpExchange exchange, int status, String content) throws IOException {
        try (exchange) {
            var bytes = content.getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private static HttpServer serve(com.sun.net.httpserver.HttpHandler handler) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", handler);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
