package io.streamgauge.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** A server that answers each request with the bytes that a script makes of its body, and then may hang up. */
final class ScriptedServer implements AutoCloseable {
    /** The bytes of an answer, and whether the connection ends after them. */
    record Answer(String bytes, boolean hangUp) {
        static Answer json(int status, String body) {
            return whole(status, "application/json", body);
        }

        static Answer whole(int status, String type, String body) {
            return new Answer(
                    "HTTP/1.1 " + status + " Said\r\nContent-Type: " + type + "\r\nContent-Length: "
                            + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body,
                    false);
        }

        /** A finished event stream. */
        static Answer stream(String... events) {
            return new Answer(head() + chunks(events) + "0\r\n\r\n", false);
        }

        /** An event stream whose connection breaks before its last chunk. */
        static Answer brokenStream(String... events) {
            return new Answer(head() + chunks(events), true);
        }

        private static String head() {
            return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        }

        private static String chunks(String... events) {
            StringBuilder chunks = new StringBuilder();
            for (String event : events) {
                String data = "data: " + event + "\n\n";
                chunks.append(Integer.toHexString(data.getBytes(StandardCharsets.UTF_8).length))
                        .append("\r\n")
                        .append(data)
                        .append("\r\n");
            }
            return chunks.toString();
        }
    }

    private final ServerSocket socket;
    private final Function<String, Answer> script;
    private final Deque<Answer> looked = new ConcurrentLinkedDeque<>(List.of(Answer.json(404, "{}")));
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<InetAddress> clients = new CopyOnWriteArrayList<>();
    private final Semaphore ended = new Semaphore(0);

    ScriptedServer(Function<String, Answer> script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    static ScriptedServer always(Answer answer) throws IOException {
        return new ScriptedServer(body -> answer);
    }

    /** What is answered to each GET, by the last to all further ones. */
    void answerLooksBy(Answer... inTurn) {
        looked.clear();
        looked.addAll(List.of(inTurn));
    }

    private Answer nextLook() {
        return looked.size() > 1 ? looked.remove() : looked.element();
    }

    String url() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Heads of all requests so far, GETs included. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** Where all connections so far came from. */
    List<InetAddress> clients() {
        return List.copyOf(clients);
    }

    /** Has one for each connection that has ended. */
    Semaphore ended() {
        return ended;
    }

    /** Bodies of all requests so far. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                clients.add(accepted.getInetAddress());
                Thread.ofVirtual().start(() -> serve(accepted));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            InputStream in = new BufferedInputStream(accepted.getInputStream());
            String head;
            while (!(head = head(in)).isEmpty()) {
                heads.add(head);
                if (head.startsWith("GET ")) {
                    accepted.getOutputStream().write(nextLook().bytes().getBytes(StandardCharsets.UTF_8));
                    continue;
                }
                int length = Integer.parseInt(head.replaceFirst("(?is).*content-length: *([0-9]+).*", "$1"));
                String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                bodies.add(body);
                Answer answer = script.apply(body);
                accepted.getOutputStream().write(answer.bytes().getBytes(StandardCharsets.UTF_8));
                if (answer.hangUp()) {
                    return;
                }
            }
        } catch (SocketException gone) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            ended.release();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) >= 0) {
            head.write(b);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
