package io.streamgauge.run;

import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.endpoint.TurnBody;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.run.Requests.Request;

/** Makes the bodies of turns. Any thread. */
record TurnMaker(Endpoint endpoint) {
    /** A turn's request, with all that was said up to it. */
    record Spoken(Request request, SessionHistory.Said said) {}

    /** What a turn adds to what was said, and the body around it. */
    TurnBody turn(SessionScript script, int number, BodyOptions options) {
        return turn(script, script.turns().get(number).prompt(), options);
    }

    private TurnBody turn(SessionScript script, Prompt prompt, BodyOptions options) {
        return TurnBody.of(endpoint, prompt, script.system(), options);
    }

    /** The request of a turn that begins a conversation. */
    Request opening(SessionScript script, int number, BodyOptions options) {
        Prompt prompt = script.turns().get(number).prompt();
        TurnBody turn = turn(script, prompt, options);
        byte[] own = turn.own();
        return Request.of(prompt.tokens(), turn.body(own, own.length), options.includeUsage());
    }

    /** What has been said when a turn that begins a conversation was sent. */
    SessionHistory begun(SessionScript script, int number) {
        SessionHistory history = new SessionHistory(script.system());
        history.add(turn(script, number, script.options()));
        return history;
    }

    /** Adds a turn to what was said before it. */
    Spoken spoken(SessionScript script, int number, SessionHistory history, BodyOptions options) {
        Prompt prompt = script.turns().get(number).prompt();
        TurnBody turn = turn(script, prompt, options);
        history.add(turn);
        return new Spoken(Request.of(prompt.tokens(), history.body(turn), options.includeUsage()), history.said());
    }
}
