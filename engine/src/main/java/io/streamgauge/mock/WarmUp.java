package io.streamgauge.mock;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Has a server's code compiled before it matters: a cold one takes a fraction of a millisecond to read each request, and the
 * first wave of a benchmark waits for it. Requests go to a server of their own that answers at once.
 */
public final class WarmUp {
    private static final int TOKENS = 8;
    private static final int PROMPT_WORDS = 600;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private WarmUp() {}

    /** Sends so many requests, one after the other, and returns when all are answered. */
    public static void run(int requests) {
        var options = MockOptions.builder()
                .ttft(new LatencyModel.Fixed(0))
                .itl(new LatencyModel.Fixed(0))
                .truthTokens(0)
                .build();
        try (var server = MockServer.start(options);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            var request = request();
            var buffer = new byte[64 << 10];
            for (var i = 0; i < requests; i++) {
                out.write(request);
                readAnswer(in, buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the warm-up broke off: " + e.getMessage(), e);
        }
    }

    private static void readAnswer(DataInputStream in, byte[] buffer) throws IOException {
        var length = 0;
        while (!endsWithLastChunk(buffer, length)) {
            var bytes = in.read(buffer, length, buffer.length - length);
            if (bytes <= 0) {
                throw new IOException("no complete answer");
            }
            length += bytes;
        }
    }

    private static boolean endsWithLastChunk(byte[] buffer, int length) {
        if (length < LAST_CHUNK.length) {
            return false;
        }
        for (var i = 0; i < LAST_CHUNK.length; i++) {
            if (buffer[length - LAST_CHUNK.length + i] != LAST_CHUNK[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] request() {
        var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "word ".repeat(PROMPT_WORDS)
                + "\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":" + TOKENS + "}";
        var head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
