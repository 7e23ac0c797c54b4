package io.streamgauge.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a loop that wait for a request: for any to their origin, or for the next one of the session that they are
 * kept for. Several are kept where requests of a session were in flight beside each other. Loop-owned.
 */
final class WaitingConnections {
    private final IdleConnections[] pooled;
    private final Map<Integer, IdleConnections> kept = new HashMap<>();

    WaitingConnections(int origins) {
        pooled = new IdleConnections[origins];
        for (int i = 0; i < origins; i++) {
            pooled[i] = new IdleConnections();
        }
    }

    /** @param session whose connections will do; {@link Flight#NO_SESSION} for those of nobody */
    @Nullable
    Connection poll(int origin, int session) {
        IdleConnections among = among(origin, session);
        return among == null ? null : among.poll();
    }

    private @Nullable IdleConnections among(int origin, int session) {
        return session == Flight.NO_SESSION ? pooled[origin] : kept.get(session);
    }

    void add(Connection connection) {
        int session = connection.session();
        IdleConnections among = session == Flight.NO_SESSION
                ? pooled[connection.origin()]
                : kept.computeIfAbsent(session, first -> new IdleConnections());
        among.add(connection);
    }

    /** It waits no more, if it did. */
    void remove(Connection connection) {
        IdleConnections among = among(connection.origin(), connection.session());
        if (among != null) {
            among.remove(connection);
        }
    }

    /** Closes those that wait for a session. */
    void close(int session) {
        IdleConnections over = kept.remove(session);
        if (over != null) {
            over.close();
        }
    }

    void closeKept() {
        List<IdleConnections> over = List.copyOf(kept.values());
        kept.clear();
        over.forEach(IdleConnections::close);
    }

    void close() {
        closeKept();
        for (IdleConnections each : pooled) {
            each.close();
        }
    }
}
