package io.streamgauge.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Connections that wait for a request, for which any of them will do; the last to come is the first to go. Loop-owned. */
final class IdleConnections {
    private @Nullable Connection[] connections = new Connection[16];
    private int count;

    void add(Connection connection) {
        if (count == connections.length) {
            connections = Arrays.copyOf(connections, 2 * count);
        }
        connection.idleIndex = count;
        connections[count++] = connection;
    }

    @Nullable
    Connection poll() {
        if (count == 0) {
            return null;
        }
        Connection last = connections[count - 1];
        if (last != null) {
            remove(last);
        }
        return last;
    }

    void remove(Connection connection) {
        int index = connection.idleIndex;
        if (index < 0) {
            return;
        }
        Connection last = connections[--count];
        connections[index] = last;
        connections[count] = null;
        if (last != null) {
            last.idleIndex = index;
        }
        connection.idleIndex = -1;
    }

    void close() {
        for (Connection next = poll(); next != null; next = poll()) {
            next.close();
        }
    }

    int count() {
        return count;
    }
}
