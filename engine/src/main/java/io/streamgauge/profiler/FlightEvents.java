package io.streamgauge.profiler;

import io.streamgauge.http.Flight;
import io.streamgauge.record.RequestRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Turns flights into {@link RequestEvent}s. Made only for a run that is recorded; all loops may call. */
public final class FlightEvents {
    private final Map<Flight, RequestEvent> open = new ConcurrentHashMap<>();

    FlightEvents() {}

    /** The flight is about to start. */
    public void begin(Flight flight, int request) {
        RequestEvent event = new RequestEvent();
        event.request = request;
        event.begin();
        open.put(flight, event);
    }

    /** The flight has ended and is no result: its request goes out again. */
    public void forget(Flight flight) {
        open.remove(flight);
    }

    /** The flight has ended and not been released. */
    public void end(Flight flight) {
        RequestEvent event = open.remove(flight);
        if (event != null) {
            event.status = flight.status().name();
            event.tokens = flight.tokens();
            event.coalesced = flight.coalesced();
            event.timeToFirstByte = flight.firstByteNanos() == RequestRecord.ABSENT
                    ? Long.MIN_VALUE
                    : flight.firstByteNanos() - flight.sentNanos();
            event.commit();
        }
    }
}
