package io.streamgauge.jmh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A thread that answers whatever it is asked on a loopback port with a capture, one write for each event, one connection at a time. */
public final class CaptureServer implements AutoCloseable {
    private final ServerSocket listener;
    private final byte[] response;
    private final int[] readEnds;

    private CaptureServer(ServerSocket listener, Capture capture) {
        this.listener = listener;
        this.response = capture.response();
        this.readEnds = capture.readEnds(Integer.MAX_VALUE);
    }

    public static CaptureServer start(Capture capture) throws IOException {
        var server = new CaptureServer(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), capture);
        var thread = new Thread(server::serve, "capture-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setTcpNoDelay(true);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                while (request(in)) {
                    int from = 0;
                    for (int end : readEnds) {
                        out.write(response, from, end - from);
                        from = end;
                    }
                }
            } catch (IOException e) {
                // The client has gone, or the listener is closed: either way the loop's condition decides.
            }
        }
    }

    /** Takes a request with a body of two bytes, which is all that the benchmark sends; whether there was one. */
    private static boolean request(InputStream in) throws IOException {
        int last = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            last = last << 8 | b;
            if (last == 0x0d0a0d0a) {
                return in.readNBytes(2).length == 2;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
