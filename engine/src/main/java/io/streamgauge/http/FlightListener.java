package io.streamgauge.http;

/** Who wants to know that a flight is over. */
@FunctionalInterface
public interface FlightListener {
    /**
     * Called on the flight's loop, exactly once per started flight. The flight is the listener's from here on, until it
     * calls {@link Flight#release}. May start the next flight.
     */
    void ended(Flight flight);

    /**
     * The first text of an answer has come, and the answer goes on. On the flight's loop, once at most; not at all where the same
     * read ends the flight. May start another flight.
     */
    default void firstToken(Flight flight) {}
}
