package io.streamgauge.http;

import java.util.ArrayDeque;

/**
 * Lets connections be made no faster than a server's listen queue is likely to bear: a SYN lost there costs a second.
 * Up to {@value #BURST} at once, then at a steady rate, and never more than {@value #MOST_PENDING} at a time of which nothing
 * has come yet: where SYNs are being lost, more of them would only make it worse. Loop-owned.
 */
final class ConnectGate {
    private static final int BURST = 64;
    static final int MOST_PENDING = 512;
    private static final long WAIT_NANOS = 1_000_000;

    private final HttpLoop loop;
    private final double perNano;
    private final ArrayDeque<Connection> waiting = new ArrayDeque<>();
    private double allowance = BURST;
    private long refilledNanos;
    private boolean scheduled;
    private int pending;

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
        while (allowance >= 1 && pending < MOST_PENDING && !waiting.isEmpty()) {
            Connection next = waiting.remove();
            if (!next.isClosed()) {
                allowance--;
                pending++;
                next.passedGate();
                loop.connect(next);
            }
        }
        if (!waiting.isEmpty() && pending < MOST_PENDING && !scheduled) {
            scheduled = true;
            loop.schedule(this::again, WAIT_NANOS);
        }
    }

    /** One that was let through is made, or has failed. */
    void settled() {
        pending--;
        if (!waiting.isEmpty() && !scheduled) {
            scheduled = true;
            loop.schedule(this::again, 0);
        }
    }

    private void again() {
        scheduled = false;
        drain();
    }
}
