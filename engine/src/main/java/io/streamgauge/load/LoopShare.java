package io.streamgauge.load;

import io.streamgauge.http.Flight;
import io.streamgauge.http.FlightListener;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.load.ClosedLoop.Tickets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The part of a closed loop that one event loop carries. State belongs to that loop; other threads only ask through it. */
final class LoopShare implements FlightListener {
    private final HttpLoop loop;
    private final Tickets tickets;
    private final int slots;
    private final RequestSource requests;
    private final FlightSink sink;
    private final Runnable whenIdle;

    private final Set<Flight> inFlight = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean cancelling;
    private boolean idle;

    LoopShare(HttpLoop loop, Tickets tickets, int slots, RequestSource requests, FlightSink sink, Runnable whenIdle) {
        this.loop = loop;
        this.tickets = tickets;
        this.slots = slots;
        this.requests = requests;
        this.sink = sink;
        this.whenIdle = whenIdle;
    }

    void begin() {
        loop.execute(() -> {
            for (int i = 0; i < slots && startNext(); i++) {}
            idleIfDone();
        });
    }

    void stop() {
        tickets.close();
    }

    void cancel() {
        loop.execute(() -> {
            cancelling = true;
            List.copyOf(inFlight).forEach(loop::cancel);
        });
    }

    @Override
    public void ended(Flight flight) {
        inFlight.remove(flight);
        int ticket = flight.ticket();
        if (!cancelling && requests.resend(flight)) {
            flight.release();
            start(ticket);
            return;
        }
        sink.accept(flight);
        startNext();
        idleIfDone();
    }

    private boolean startNext() {
        int ticket = cancelling ? Tickets.NONE : tickets.take();
        if (ticket == Tickets.NONE) {
            return false;
        }
        start(ticket);
        return true;
    }

    private void start(int ticket) {
        Flight flight = loop.newFlight();
        inFlight.add(flight);
        requests.fill(flight, ticket, this);
        loop.start(flight);
    }

    private void idleIfDone() {
        if (inFlight.isEmpty() && !idle) {
            idle = true;
            whenIdle.run();
        }
    }
}
