package io.streamgauge.run;

import io.streamgauge.arrival.Shard;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.endpoint.TurnBody;
import io.streamgauge.http.Flight;
import io.streamgauge.load.Chains;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Status;
import io.streamgauge.report.InputsJson;
import io.streamgauge.sse.JsonText;
import io.streamgauge.sse.TextKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are the turns of sessions: each says all that was said before it, the server's own answers among it.
 *
 * <p>A turn's body can be made only when the answer before it is there, and it grows with the conversation: a loop that made it
 * would hold up the streams beside it for as long as that takes. So the loop copies the bytes of the answer, which is bounded by
 * the answer, and a thread of its own makes the body, in the time that the user thinks.
 */
final class SessionRequests implements Requests, Chains {
    private final Endpoint endpoint;
    private final SessionScripts warmup;
    private final SessionScripts measured;
    private final SessionNumbers numbers;
    private final TurnPace pace;
    private final ToIntFunction<SessionHistory.Said> counting;
    private final List<String> notes;
    private final ExecutorService maker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("streamgauge-sessions").factory());

    /** First turns, made before the run. */
    private final Request[] warmupOpenings;

    private final Request[] openings;
    /** Of sessions that have had an answer; the maker's to change. */
    private final ConcurrentHashMap<Integer, SessionHistory> histories = new ConcurrentHashMap<>();
    /** Turns after the first that are made and not booked, by their numbers. */
    private final ConcurrentHashMap<Integer, Made> made = new ConcurrentHashMap<>();

    private final AtomicInteger lost = new AtomicInteger();
    private final List<InputsJson.Entry> shown;
    private volatile boolean unasked;
    private volatile @Nullable String broken;

    /** @param startedNanos when the answer before it had come */
    private record Made(Request request, TurnBody turn, SessionHistory.Said said, long startedNanos) {}

    /**
     * @param left how many turns of the first sessions are left when the run begins, at most; of others all are
     * @param counting tokens of all that has been said
     * @param notes what a reader should know of where they come from
     */
    SessionRequests(
            Endpoint endpoint,
            SessionScripts warmup,
            SessionScripts measured,
            int[] left,
            TurnPace pace,
            ToIntFunction<SessionHistory.Said> counting,
            List<String> notes) {
        this.endpoint = endpoint;
        this.warmup = warmup;
        this.measured = measured;
        this.pace = pace;
        this.numbers = new SessionNumbers(warmup.turns(), measured.turns(), left);
        this.counting = counting;
        this.notes = List.copyOf(notes);
        this.shown = shown(endpoint, measured);
        this.warmupOpenings = openings(warmup);
        this.openings = openings(measured);
    }

    private Request[] openings(SessionScripts scripts) {
        Request[] made = new Request[scripts.count()];
        for (int i = 0; i < made.length; i++) {
            SessionScript script = scripts.script(i);
            made[i] = opening(script, script.options());
        }
        return made;
    }

    private SessionScript script(SessionNumbers.Place place) {
        return (place.warmup() ? warmup : measured).script(place.session());
    }

    @Override
    public Request of(int ticket) {
        Made later = made.get(ticket);
        if (later != null) {
            return later.request();
        }
        SessionNumbers.Place place = numbers.place(ticket);
        return (place.warmup() ? warmupOpenings : openings)[place.session()];
    }

    private Request opening(SessionScript script, BodyOptions options) {
        return request(script, 0, new SessionHistory(script.system()), options, RequestRecord.ABSENT)
                .request();
    }

    @Override
    public Chains chains() {
        return this;
    }

    @Override
    public int warmupChains(int warmupRequests) {
        return numbers.warmupSessions();
    }

    @Override
    public int most(int chains) {
        return Math.min(chains, numbers.mostSessions());
    }

    @Override
    public int all() {
        return Math.max(numbers.measuredSessions(), numbers.begunSessions());
    }

    @Override
    public int requestsOf(int first, int count, Shard shard) {
        return numbers.requestsOf(first, count, shard);
    }

    @Override
    public int chain(int ticket) {
        return numbers.place(ticket).chain();
    }

    @Override
    public SessionTurn session(int ticket) {
        SessionNumbers.Place place = numbers.place(ticket);
        String name = (place.warmup() ? warmup : measured).id(place.session());
        return new SessionTurn(place.id(name), place.turn(), place.turns());
    }

    // ---- what follows what ----

    @Override
    public int firstTicket(int chain) {
        return numbers.firstTicket(chain);
    }

    @Override
    public int next(Flight ended, Continuation then) {
        int ticket = ended.ticket();
        SessionNumbers.Place place = numbers.place(ticket);
        if (ended.status() != Status.OK || place.isLast()) {
            histories.remove(place.chain());
            return NONE;
        }
        byte[] answer = answer(ended);
        Made made = this.made.get(ticket);
        long started = made == null ? ended.dueNanos() : Math.max(ended.dueNanos(), made.startedNanos());
        SessionScript script = script(place);
        long dueNanos = pace.dueNanos(ended, started, script.turns().get(place.turn() + 1));
        long endNanos = ended.endNanos();
        maker.execute(() -> make(script, place, ticket + 1, answer, endNanos, dueNanos, then));
        return ticket + 1;
    }

    /** The answer as it came, escaped; what is reasoning or a call of a tool is nothing that a user says again. */
    private static byte[] answer(Flight ended) {
        byte[] all = new byte[ended.textBytes()];
        int[] length = new int[1];
        MemorySegment text = ended.text();
        ended.forEachRun((event, kind, from, to) -> {
            if (kind == TextKind.ANSWER) {
                MemorySegment.copy(text, ValueLayout.JAVA_BYTE, from, all, length[0], to - from);
                length[0] += to - from;
            }
        });
        return length[0] == all.length ? all : Arrays.copyOf(all, length[0]);
    }

    // ---- on the maker's thread ----

    private void make(
            SessionScript script,
            SessionNumbers.Place last,
            int ticket,
            byte[] answer,
            long answeredNanos,
            long dueNanos,
            Continuation then) {
        try {
            SessionHistory history = histories.computeIfAbsent(last.chain(), absent -> begun(script));
            history.addAnswer(JsonText.string(MemorySegment.ofArray(answer), 0, answer.length));
            BodyOptions options = unasked ? script.options().withoutUsage() : script.options();
            made.put(ticket, request(script, last.turn() + 1, history, options, answeredNanos));
        } catch (RuntimeException | OutOfMemoryError e) {
            lost.incrementAndGet();
            broken = String.valueOf(e.getMessage());
            histories.remove(last.chain());
            then.lost(ticket);
            return;
        }
        then.ready(ticket, dueNanos);
    }

    private SessionHistory begun(SessionScript script) {
        SessionHistory history = new SessionHistory(script.system());
        history.add(turn(script, 0, script.options()));
        return history;
    }

    private TurnBody turn(SessionScript script, int turn, BodyOptions options) {
        return TurnBody.of(endpoint, script.turns().get(turn).prompt(), script.system(), options);
    }

    /** Adds a turn to what was said before it. */
    private Made request(
            SessionScript script, int number, SessionHistory history, BodyOptions options, long startedNanos) {
        TurnBody turn = turn(script, number, options);
        history.add(turn);
        Request request =
                Request.of(script.turns().get(number).prompt().tokens(), history.body(turn), options.includeUsage());
        return new Made(request, turn, history.said(), startedNanos);
    }

    // ---- the rest ----

    /** From now on nothing is made that asks for usage. */
    @Override
    public byte[] withoutUsage(int ticket) {
        unasked = true;
        SessionNumbers.Place place = numbers.place(ticket);
        SessionScript script = script(place);
        Made asking = made.get(ticket);
        if (asking == null) {
            return opening(script, script.options().withoutUsage()).body();
        }
        TurnBody turn = turn(script, place.turn(), script.options().withoutUsage());
        byte[] messages = asking.said().messages().toArray(ValueLayout.JAVA_BYTE);
        return turn.body(messages, messages.length);
    }

    /** Sessions are of text. */
    @Override
    public int images(int ticket) {
        return 0;
    }

    @Override
    public int inputTokens(int ticket) {
        Made later = made.get(ticket);
        return later == null ? of(ticket).tokens() : counting.applyAsInt(later.said());
    }

    @Override
    public void booked(int ticket) {
        made.remove(ticket);
    }

    private static List<InputsJson.Entry> shown(Endpoint endpoint, SessionScripts sessions) {
        SessionNumbers numbers = new SessionNumbers(new int[0], sessions.turns(), new int[0]);
        return new AbstractList<>() {
            @Override
            public int size() {
                return numbers.firstTicket(sessions.count());
            }

            @Override
            public InputsJson.Entry get(int index) {
                SessionNumbers.Place place = numbers.place(index);
                SessionScript script = sessions.script(place.session());
                SessionScript.Turn turn = script.turns().get(place.turn());
                TurnBody body = TurnBody.of(endpoint, turn.prompt(), script.system(), script.options());
                byte[] own = body.own();
                return new InputsJson.Entry(body.body(own, own.length), script.id(), turn.delayNanos());
            }
        };
    }

    @Override
    public List<InputsJson.Entry> shown() {
        return shown;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public List<String> troubles() {
        return lost.get() == 0
                ? List.of()
                : List.of(lost.get() + " sessions ended early, since their next turn could not be made: " + broken);
    }

    @Override
    public void end() throws InterruptedException {
        maker.shutdownNow();
        maker.awaitTermination(1, TimeUnit.MINUTES);
    }
}
