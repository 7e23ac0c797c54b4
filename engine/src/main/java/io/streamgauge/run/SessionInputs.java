package io.streamgauge.run;

import io.streamgauge.endpoint.TurnBody;
import io.streamgauge.report.InputsJson;
import java.util.AbstractList;
import org.jspecify.annotations.Nullable;

/** The turns of sessions as they stand in {@code inputs.json}: each says what it adds, since answers are not known. One thread. */
final class SessionInputs extends AbstractList<InputsJson.Entry> {
    private final SessionScripts sessions;
    private final SessionNumbers numbers;
    private final TurnMaker maker;
    private final int turns;
    private int last = -1;
    private @Nullable SessionScript script;

    /** @param count how many sessions of them are shown */
    SessionInputs(SessionScripts sessions, int count, TurnMaker maker) {
        this.sessions = sessions;
        this.numbers = new SessionNumbers(new int[0], sessions.turns(), new int[0]);
        this.maker = maker;
        this.turns = numbers.firstTicket(count);
    }

    @Override
    public int size() {
        return turns;
    }

    @Override
    public InputsJson.Entry get(int index) {
        SessionNumbers.Place place = numbers.place(index);
        SessionScript shown = script;
        if (shown == null || last != place.session()) {
            shown = sessions.script(place.session());
            script = shown;
            last = place.session();
        }
        TurnBody body = maker.turn(shown, place.turn(), shown.options());
        byte[] own = body.own();
        return new InputsJson.Entry(
                body.body(own, own.length),
                shown.id(),
                shown.turns().get(place.turn()).delayNanos());
    }
}
