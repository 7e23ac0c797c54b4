package io.streamgauge.plan;

import io.streamgauge.prompt.SessionShape;

/**
 * Requests are the turns of sessions: each says what was said before it, and waits for the answer. The load is one of sessions
 * then: that many at once, or begun at that rate.
 *
 * @param count measured sessions; 0 for as many as the time allows, or, without a limit on it, as the input file holds
 * @param shape how long they are; of a file's sessions only the ratio of delays matters
 */
public record SessionPlan(int count, SessionShape shape) {
    public SessionPlan {
        if (count < 0) {
            throw new IllegalArgumentException("sessions: " + count);
        }
    }
}
