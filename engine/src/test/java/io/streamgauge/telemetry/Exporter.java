package io.streamgauge.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A server of metrics pages that change as tests want them to. */
public final class Exporter implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private int requests;
    private final Map<String, String> lastHeaders = new ConcurrentHashMap<>();

    /** What becomes of one request. */
    public interface Answer {
        /** Answers it. */
        void to(HttpExchange exchange) throws IOException;
    }

    /** Starts on a free port; there is nothing on it yet. */
    public Exporter() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> lastHeaders.put(name, values.getFirst()));
            var answer = answers.get(exchange.getRequestURI().getPath());
            if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                answer.to(exchange);
            }
            exchange.close();
            synchronized (this) {
                requests++;
                notifyAll();
            }
        });
        server.start();
    }

    /** From now on, this text is at this path. */
    public void page(String path, String text) {
        page(path, "text/plain; version=0.0.4", text);
    }

    /** From now on, this is at this path. */
    public void page(String path, String type, String text) {
        answer(path, exchange -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** From now on, requests for this path are answered so. */
    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** From now on there is nothing at this path. */
    public void remove(String path) {
        answers.remove(path);
    }

    /** Waits until this many further requests have been answered. */
    public synchronized void awaitAnswers(int more) throws InterruptedException {
        int wanted = requests + more;
        while (requests < wanted) {
            wait();
        }
    }

    /** A header of the last request that had it. */
    public String header(String name) {
        return lastHeaders.getOrDefault(name, "");
    }

    /** Address of a path. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
