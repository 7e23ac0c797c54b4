package io.streamgauge.http;

import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.util.Locale;

/** What went wrong on a socket, in the words that a user expects. */
final class Causes {
    private Causes() {}

    /** Of an error number of Linux that a read can bring. */
    static String ofErrno(int errno) {
        return switch (errno) {
            case 104 -> "connection reset";
            case 110 -> "connection timed out";
            case 111 -> "connection refused";
            case 113 -> "no route to host";
            default -> "read failed with error " + errno;
        };
    }

    static String oneLine(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getMessage() == null) {
            root = root.getCause();
        }
        if (root instanceof NotSslRecordException) {
            // Its message is all that came, in hexadecimal.
            return "the server speaks no TLS";
        }
        String message = root.getMessage();
        if (message == null) {
            return root.getClass().getSimpleName();
        }
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("connection refused")) {
            return "connection refused";
        }
        if (lower.contains("connection reset")) {
            return "connection reset";
        }
        if (lower.contains("broken pipe")) {
            return "broken pipe";
        }
        if (lower.contains("cannot assign requested address")) {
            return "no local port is free, or the local address is none of this host's; see --local-addresses";
        }
        if (lower.contains("too many open files")) {
            return "too many open files";
        }
        return root instanceof ConnectException ? "connect: " + OneLine.of(message) : OneLine.of(message);
    }
}
