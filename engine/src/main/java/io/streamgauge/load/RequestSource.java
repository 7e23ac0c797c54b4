package io.streamgauge.load;

import io.streamgauge.http.Flight;
import io.streamgauge.http.FlightListener;

/** Knows what each request sends. Called on event loops, several at once. */
public interface RequestSource {
    /**
     * Fills a flight with its request; its ticket is the driver's to set.
     *
     * @param ticket number of the request within the run
     */
    void fill(Flight flight, int ticket, FlightListener whenEnded);

    /**
     * Whether this ended flight is no result but a reason to send the same request again in another form; the source has then
     * noted what to leave out. It may say so any number of times, but only once for each flight that was filled after that note.
     */
    boolean resend(Flight ended);
}
