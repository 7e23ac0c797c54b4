package io.streamgauge.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a real socket that does what its script says, once per connection, and nothing of its own accord. */
final class ScriptedServer implements AutoCloseable {
    /** What happens on one connection. */
    @FunctionalInterface
    interface Script {
        void run(Call call) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private ScriptedServer(Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static ScriptedServer start(Script script) {
        try {
            return new ScriptedServer(script);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Answers each request on each connection with the same bytes. */
    static ScriptedServer answering(String response) {
        return start(call -> {
            while (call.readRequest()) {
                call.send(response);
            }
        });
    }

    Origin origin() {
        return Origin.http("127.0.0.1", listener.getLocalPort());
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The requests read so far, head and body. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                int number = connections.getAndIncrement();
                Thread.ofVirtual().start(() -> serve(socket, number));
            }
        } catch (IOException expected) {
            // closed
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            script.run(new Call(socket, number));
        } catch (IOException expected) {
            // the client went away, as some tests have it do
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One connection, seen from its script. */
    final class Call {
        private final Socket socket;
        private final int number;

        private Call(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        /** Number of this connection, from 0. */
        int number() {
            return number;
        }

        Socket socket() {
            return socket;
        }

        /** Reads a whole request; false when the client has closed. */
        boolean readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            var bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return false;
                }
                bytes.write(b);
            }
            String head = bytes.toString(StandardCharsets.ISO_8859_1);
            int length = head.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            bytes.writeBytes(in.readNBytes(length));
            requests.add(bytes.toString(StandardCharsets.UTF_8));
            return true;
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** Ends the connection by a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Blocks until the client closes its side. */
        void awaitClose() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // what comes is of no interest
            }
        }
    }
}
