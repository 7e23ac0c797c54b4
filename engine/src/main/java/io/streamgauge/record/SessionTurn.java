package io.streamgauge.record;

/**
 * Which turn of which session a request is.
 *
 * @param session name of the session, which no other of its phase has
 * @param turn from 0
 * @param turns how many the session was to have
 */
public record SessionTurn(String session, int turn, int turns) {
    public SessionTurn {
        if (turn < 0 || turn >= turns) {
            throw new IllegalArgumentException("turn " + turn + " of " + turns);
        }
    }
}
