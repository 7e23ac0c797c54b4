package io.streamgauge.http;

import io.streamgauge.record.Stamp;

/** The way to a server and back, below HTTP: one socket. Loop-owned; tells its {@link Connection} what arrives. */
interface Pipe {
    /** Writes head, body length and body, which is the array's beginning; what the socket does not take at once follows when it does. */
    void write(byte[] head, byte[] body, int bodyLength);

    /** Whether all bytes written have been taken by the socket. */
    boolean isFlushed();

    /** Where the stamps of its reads come from. */
    Stamp stamp();

    /** Closes without telling the connection. */
    void close();
}
