package io.streamgauge.run;

import io.streamgauge.http.Flight;
import io.streamgauge.load.FlightSink;
import org.jspecify.annotations.Nullable;

/** Shows each flight that has ended to those who watch the run, and hands it to the ledger. */
record EndedFlights(LiveFeed feed, @Nullable SaturationWatch saturation, Ledger ledger) implements FlightSink {
    @Override
    public void accept(Flight ended) {
        feed.ended(ended);
        if (saturation != null) {
            saturation.ended(ended);
        }
        ledger.accept(ended);
    }

    @Override
    public boolean isFull(Runnable whenRoom) {
        return ledger.isFull(whenRoom);
    }
}
