package io.streamgauge.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless browser of the machine, driven over its own debugging protocol. Keeps all that a page says and asks for. */
final class Chromium implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Inbox inbox = new Inbox();
    private String session = "";

    /** What arrived from the browser. */
    private static final class Inbox implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();
        private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private final CompletableFuture<JsonNode> loaded = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                var message = JsonMapper.shared().readTree(partial.toString());
                partial.setLength(0);
                var answer = answers.remove(message.path("id").asInt(0));
                if (answer != null) {
                    answer.complete(message);
                } else {
                    events.add(message);
                    if (message.path("method").asString("").equals("Page.loadEventFired")) {
                        loaded.complete(message);
                    }
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private Chromium(Process process, Path profile, String address) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), inbox)
                .join();
    }

    /** The browser of this machine, if there is one. */
    static Optional<Path> installed() {
        var named = Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
        var onPath = Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                .flatMap(folder -> Stream.of(
                                "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
                        .map(name -> Path.of(folder, name)));
        return Stream.concat(named.stream(), onPath).filter(Files::isExecutable).findFirst();
    }

    static Chromium start() throws IOException {
        var profile = Files.createTempDirectory("streamgauge-browser");
        var process = new ProcessBuilder(
                        installed().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new ArrayList<String>();
        var errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (var line = errors.readLine(); line != null; line = errors.readLine()) {
            said.add(line);
            var address = ADDRESS.matcher(line);
            if (address.find()) {
                drain(errors);
                return attached(new Chromium(process, profile, address.group(1)));
            }
        }
        throw new IOException("the browser did not start: " + said);
    }

    private static void drain(BufferedReader errors) {
        Thread.ofVirtual().start(() -> {
            try {
                // A full pipe would stop the browser.
                errors.transferTo(Writer.nullWriter());
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }

    private static Chromium attached(Chromium browser) {
        var target = browser.call("Target.createTarget", Map.of("url", "about:blank"));
        var attached = browser.call(
                "Target.attachToTarget",
                Map.of("targetId", target.path("targetId").asString(), "flatten", true));
        browser.session = attached.path("sessionId").asString();
        List.of("Page.enable", "Runtime.enable", "Log.enable", "Network.enable")
                .forEach(domain -> browser.call(domain, Map.of()));
        return browser;
    }

    /** Sends a command and waits for its result. */
    JsonNode call(String method, Map<String, ?> parameters) {
        int id = inbox.calls.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        inbox.answers.put(id, answer);
        var message = new LinkedHashMap<String, Object>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
        var got = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (got.has("error")) {
            throw new IllegalStateException(method + ": " + got.path("error"));
        }
        return got.path("result");
    }

    /** Opens a page and waits until it is loaded. */
    void open(Path page) {
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        inbox.loaded.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String expression) {
        var result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** What the page complained of: console messages, exceptions, log entries. */
    List<String> complaints() {
        return inbox.events.stream()
                .filter(event -> switch (event.path("method").asString("")) {
                    case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" -> true;
                    default -> false;
                })
                .map(JsonNode::toString)
                .toList();
    }

    /** Addresses of all that the page asked for, itself included. */
    List<String> requests() {
        return inbox.events.stream()
                .filter(event -> event.path("method").asString("").equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asString())
                .toList();
    }

    /** Whether the page opened a dialog, as {@code alert} does. */
    boolean hasDialog() {
        return inbox.events.stream()
                .anyMatch(event -> event.path("method").asString("").equals("Page.javascriptDialogOpening"));
    }

    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void scheme(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The upper part of the page as PNG. */
    byte[] screenshot(int width, int height) {
        var shot = call(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        return Base64.getDecoder().decode(shot.path("data").asString());
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.walkFileTree(profile, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
