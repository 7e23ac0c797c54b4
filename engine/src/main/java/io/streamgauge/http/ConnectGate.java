package io.streamgauge.http;

import java.util.ArrayDeque;

/**
 * Lets connections be made no faster than a server's listen queue is likely to bear: a SYN lost there costs a second.
 * Up to {@value #BURST} at once, then at a steady rate. Loop-owned.
 */
final class ConnectGate {
    private static final int BURST = 64;
    private static final long WAIT_NANOS = 1_000_000;

    private final HttpLoop loop;
    private final double perNano;
    private final ArrayDeque<Connection> waiting = new ArrayDeque<>();
    private double allowance = BURST;
    private long refilledNanos;
    private boolean scheduled;

    ConnectGate(HttpLoop loop, double perSecond, long now) {
        this.loop = loop;
        this.perNano = perSecond / 1e9;
        this.refilledNanos = now;
    }

    /** Has the loop make this connection, now or as soon as the rate allows. */
    void admit(Connection connection) {
        waiting.add(connection);
        drain();
    }

    private void drain() {
        long now = loop.now();
        allowance = Math.min(BURST, allowance + (now - refilledNanos) * perNano);
        refilledNanos = now;
        while (allowance >= 1 && !waiting.isEmpty()) {
            Connection next = waiting.remove();
            if (!next.isClosed()) {
                allowance--;
                loop.connect(next);
            }
        }
        if (!waiting.isEmpty() && !scheduled) {
            scheduled = true;
            loop.schedule(this::again, WAIT_NANOS);
        }
    }

    private void again() {
        scheduled = false;
        drain();
    }
}
