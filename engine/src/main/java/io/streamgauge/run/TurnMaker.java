package io.streamgauge.run;

import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.endpoint.TurnBody;
import io.streamgauge.run.Requests.Request;

/** Makes the bodies of turns. Any thread. */
record TurnMaker(Endpoint endpoint) {
    /** A turn's request, with all that was said up to it. */
    record Spoken(Request request, SessionHistory.Said said) {}

    /** What a turn adds to what was said, and the body around it. */
    TurnBody turn(SessionScript script, int number, BodyOptions options) {
        return TurnBody.of(endpoint, script.turns().get(number).prompt(), script.system(), options);
    }

    /** The first turn's request. */
    Request opening(SessionScript script, BodyOptions options) {
        return spoken(script, 0, new SessionHistory(script.system()), options).request();
    }

    /** What has been said when the first turn was sent. */
    SessionHistory begun(SessionScript script) {
        SessionHistory history = new SessionHistory(script.system());
        history.add(turn(script, 0, script.options()));
        return history;
    }

    /** Adds a turn to what was said before it. */
    Spoken spoken(SessionScript script, int number, SessionHistory history, BodyOptions options) {
        TurnBody turn = turn(script, number, options);
        history.add(turn);
        int tokens = script.turns().get(number).prompt().tokens();
        return new Spoken(Request.of(tokens, history.body(turn), options.includeUsage()), history.said());
    }
}
