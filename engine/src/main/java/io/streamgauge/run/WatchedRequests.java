package io.streamgauge.run;

import io.streamgauge.http.Flight;
import io.streamgauge.http.FlightListener;
import io.streamgauge.load.FlightSink;
import io.streamgauge.load.RequestSource;
import io.streamgauge.profiler.FlightEvents;

/** Stands between the driver and its partners in a run whose requests are recorded, and tells of each. */
record WatchedRequests(RequestSource requests, FlightSink sink, FlightEvents events)
        implements RequestSource, FlightSink {
    @Override
    public void fill(Flight flight, int ticket, FlightListener whenEnded) {
        events.begin(flight, ticket);
        requests.fill(flight, ticket, whenEnded);
    }

    @Override
    public boolean resend(Flight ended) {
        boolean again = requests.resend(ended);
        if (again) {
            events.forget(ended);
        }
        return again;
    }

    @Override
    public void accept(Flight ended) {
        events.end(ended);
        sink.accept(ended);
    }

    @Override
    public boolean isFull(Runnable whenRoom) {
        return sink.isFull(whenRoom);
    }
}
