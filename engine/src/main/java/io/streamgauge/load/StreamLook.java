package io.streamgauge.load;

import io.streamgauge.http.Flight;
import java.util.List;

/**
 * How far the streams in flight were at one moment.
 *
 * @param streams those of all loops
 * @param lagNanos how long the slowest loop took to come to it
 */
public record StreamLook(List<Stream> streams, long lagNanos) {
    /** No stream at all. */
    public static final StreamLook NOTHING = new StreamLook(List.of(), 0);

    public StreamLook {
        streams = List.copyOf(streams);
    }

    /**
     * A stream.
     *
     * @param ticket its request
     * @param tokens token events so far; without any, the two times after it mean nothing
     */
    public record Stream(int ticket, long sentNanos, int tokens, long firstTokenNanos, long lastTokenNanos) {
        /** How far this flight is. On its loop. */
        public static Stream of(Flight flight) {
            return new Stream(
                    flight.ticket(),
                    flight.sentNanos(),
                    flight.tokens(),
                    flight.firstTokenNanos(),
                    flight.lastTokenNanos());
        }
    }
}
