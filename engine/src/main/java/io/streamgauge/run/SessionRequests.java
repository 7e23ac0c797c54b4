package io.streamgauge.run;

import io.streamgauge.arrival.Shard;
import io.streamgauge.dataset.DatasetException;
import io.streamgauge.dataset.Follows;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.EndpointException;
import io.streamgauge.http.Flight;
import io.streamgauge.load.Chains;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Status;
import io.streamgauge.report.InputsJson;
import io.streamgauge.sse.JsonText;
import io.streamgauge.sse.TextKind;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
    private final SessionSource source;
    private final SessionNumbers numbers;
    private final Openings openings;
    private final TurnMaker turns;
    private final TurnPace pace;
    private final ToIntFunction<SessionHistory.Said> counting;
    private final Runnable whenBroken;
    private final ExecutorService maker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("streamgauge-sessions").factory());

    /** Sessions that have begun and not ended, by the numbers of their chains. */
    private final ConcurrentHashMap<Integer, SessionCourse> courses = new ConcurrentHashMap<>();
    /** Turns that are made and not booked, by their numbers. */
    private final ConcurrentHashMap<Integer, Made> made = new ConcurrentHashMap<>();

    private final AtomicInteger lost = new AtomicInteger();
    private final List<InputsJson.Entry> shown;
    /** What is sent where a session cannot be read any more, until nothing is. */
    private final Openings.Opening standIn;

    private volatile boolean unasked;
    private volatile @Nullable String broken;
    private volatile @Nullable String unread;

    /**
     * A turn that is made.
     *
     * @param said with it; null of one that begins a conversation
     * @param startedNanos when the answer before it had come
     */
    private record Made(SessionCourse course, Request request, SessionHistory.@Nullable Said said, long startedNanos) {
        SessionScript script() {
            return course.script();
        }

        /** What was said is shared with other turns at best. */
        long bytes() {
            return request.bytes().length
                    + (said == null
                            ? 0
                            : said.messages().byteSize() + said.texts().byteSize());
        }
    }

    /**
     * @param left how many turns of the first sessions are left when the run begins, at most; of others all are
     * @param shard whose sessions are sent
     * @param counting tokens of all that has been said
     * @param whenBroken told when a session cannot be read any more
     */
    SessionRequests(
            SessionSource source,
            TurnMaker turns,
            int[] left,
            Shard shard,
            TurnPace pace,
            ToIntFunction<SessionHistory.Said> counting,
            Runnable whenBroken) {
        this.source = source;
        this.turns = turns;
        this.pace = pace;
        this.counting = counting;
        this.whenBroken = whenBroken;
        this.numbers =
                new SessionNumbers(source.warmup().turns(), source.measured().turns(), left);
        this.shown = new SessionInputs(source.measured(), source.shown(), turns);
        SessionScript first = source.measured().script(0);
        this.standIn = new Openings.Opening(first, opening(first));
        this.openings = source.isHeld()
                ? new Openings.Made(source.warmup(), source.measured(), this::opening)
                : new ReadOpenings(source.warmup(), source.measured(), numbers, this::opening, shard);
    }

    private Request opening(SessionScript script) {
        return turns.opening(script, 0, script.options());
    }

    @Override
    public Request of(int ticket) {
        Made known = made.get(ticket);
        if (known != null) {
            return known.request();
        }
        SessionNumbers.Place place = numbers.place(ticket);
        Openings.Opening opening = opening(place);
        // What stands in for a session that could not be read may be shorter.
        SessionCourse course = new SessionCourse(opening.script(), place.turns());
        courses.put(place.chain(), course);
        made.put(ticket, new Made(course, opening.request(), null, RequestRecord.ABSENT));
        return opening.request();
    }

    private Openings.Opening opening(SessionNumbers.Place place) {
        try {
            return openings.of(place);
        } catch (DatasetException | EndpointException e) {
            unread = String.valueOf(e.getMessage());
            whenBroken.run();
            return standIn;
        }
    }

    @Override
    public Chains chains() {
        return this;
    }

    @Override
    public int warmupRequests() {
        return numbers.warmupRequests();
    }

    @Override
    public int warmupChains() {
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
        SessionScripts scripts = place.warmup() ? source.warmup() : source.measured();
        return new SessionTurn(place.id(scripts.id(place.session())), place.turn(), place.turns());
    }

    @Override
    public long delayNanos(int ticket) {
        Made asked = Objects.requireNonNull(made.get(ticket));
        return asked.script().turns().get(numbers.place(ticket).turn()).delayNanos();
    }

    // ---- what follows what ----

    @Override
    public int firstTicket(int chain) {
        return numbers.firstTicket(chain);
    }

    @Override
    public int sessionOf(int ticket) {
        return chain(ticket);
    }

    @Override
    public void begin(int chain, long startNanos, Continuation then) {
        int first = numbers.firstTicket(chain);
        of(first);
        SessionCourse course = Objects.requireNonNull(courses.get(chain));
        send(course, first, 0, course.beside(), TurnPace.Passed.begin(startNanos), null, then);
    }

    @Override
    public int next(Flight ended, Continuation then) {
        SessionNumbers.Place place = numbers.place(ended.ticket());
        int turn = place.turn();
        Made last = Objects.requireNonNull(made.get(ended.ticket()));
        SessionCourse course = last.course();
        if (ended.status() != Status.OK) {
            course.failed();
        } else {
            int[] ready = course.answered(turn);
            byte[] answer = course.isContinued(turn) ? answer(ended) : null;
            long startedNanos = Math.max(ended.dueNanos(), last.startedNanos());
            TurnPace.Passed passed = new TurnPace.Passed(ended.dueNanos(), startedNanos, ended.endNanos());
            send(course, numbers.firstTicket(place.chain()), turn, ready, passed, answer, then);
        }
        return left(place.chain(), course);
    }

    @Override
    public int lost(int ticket) {
        int chain = numbers.place(ticket).chain();
        SessionCourse course = Objects.requireNonNull(courses.get(chain));
        course.failed();
        return left(chain, course);
    }

    private int left(int chain, SessionCourse course) {
        if (course.open() == 0) {
            courses.remove(chain);
        }
        return course.open();
    }

    /** @param answer to a turn, where it is said again; null where not */
    private void send(
            SessionCourse course,
            int first,
            int turn,
            int[] ready,
            TurnPace.Passed passed,
            byte @Nullable [] answer,
            Continuation then) {
        if (ready.length == 0 && answer == null) {
            return;
        }
        for (int next : ready) {
            then.follows(first + next);
        }
        maker.execute(() -> make(course, first, turn, ready, passed, answer, then));
    }

    /** The answer as it came, escaped; what is reasoning or a call of a tool is nothing that a user says again. */
    private static byte[] answer(Flight ended) {
        byte[] all = new byte[ended.textBytes()];
        int[] length = new int[1];
        byte[] text = ended.text();
        ended.forEachRun((event, kind, from, to) -> {
            if (kind == TextKind.ANSWER) {
                System.arraycopy(text, from, all, length[0], to - from);
                length[0] += to - from;
            }
        });
        return length[0] == all.length ? all : Arrays.copyOf(all, length[0]);
    }

    // ---- on the maker's thread ----

    private void make(
            SessionCourse course,
            int first,
            int turn,
            int[] ready,
            TurnPace.Passed passed,
            byte @Nullable [] answer,
            Continuation then) {
        List<SessionScript.Turn> script = course.script().turns();
        try {
            if (answer != null) {
                SessionHistory kept = course.kept(turn);
                SessionHistory history = kept == null ? turns.begun(course.script(), turn) : kept;
                history.addAnswer(JsonText.string(answer, 0, answer.length));
                course.keep(turn, history);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            for (int next : ready) {
                lost(first + next, e, then);
            }
            return;
        }
        for (int next : ready) {
            try {
                made.put(first + next, made(course, next, passed.endNanos()));
            } catch (RuntimeException | OutOfMemoryError e) {
                lost(first + next, e, then);
                continue;
            }
            then.ready(first + next, pace.dueNanos(passed, script.get(turn), script.get(next)));
        }
    }

    private Made made(SessionCourse course, int turn, long answeredNanos) {
        SessionScript script = course.script();
        BodyOptions options = unasked ? script.options().withoutUsage() : script.options();
        if (script.turns().get(turn).follows().history() == Follows.NOTHING) {
            return new Made(course, turns.opening(script, turn, options), null, answeredNanos);
        }
        SessionHistory history = course.taken(turn);
        TurnMaker.Spoken spoken = turns.spoken(script, turn, history, options);
        course.keep(turn, history);
        return new Made(course, spoken.request(), spoken.said(), answeredNanos);
    }

    private void lost(int ticket, Throwable because, Continuation then) {
        lost.incrementAndGet();
        broken = String.valueOf(because.getMessage());
        then.lost(ticket);
    }

    // ---- the rest ----

    /** From now on nothing is made that asks for usage. */
    @Override
    public byte[] withoutUsage(int ticket) {
        unasked = true;
        Made asking = Objects.requireNonNull(made.get(ticket));
        SessionScript script = asking.script();
        BodyOptions options = script.options().withoutUsage();
        SessionHistory.Said said = asking.said();
        if (said == null) {
            return turns.opening(script, numbers.place(ticket).turn(), options).body();
        }
        byte[] messages = said.messages().toArray(ValueLayout.JAVA_BYTE);
        return turns.turn(script, numbers.place(ticket).turn(), options).body(messages, messages.length);
    }

    /** Sessions are of text. */
    @Override
    public int images(int ticket) {
        return 0;
    }

    @Override
    public int inputTokens(int ticket) {
        Made asked = Objects.requireNonNull(made.get(ticket));
        SessionHistory.Said said = asked.said();
        return said == null ? asked.request().tokens() : counting.applyAsInt(said);
    }

    /** The texts of a session that was read for its sake are held as long as one of its turns is. */
    @Override
    public long heldBytes(int ticket) {
        Made asked = made.get(ticket);
        if (asked == null) {
            return 0;
        }
        long own = source.isHeld()
                ? 0
                : asked.script().turns().get(numbers.place(ticket).turn()).characters();
        return own + asked.bytes();
    }

    @Override
    public void booked(int ticket) {
        made.remove(ticket);
    }

    @Override
    public List<InputsJson.Entry> shown() {
        return shown;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(source.notes());
        if (openings.late() > 0) {
            notes.add(openings.late() + " sessions began before they had been read from the file, which disturbed those"
                    + " beside them");
        }
        return notes;
    }

    @Override
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        if (lost.get() > 0) {
            troubles.add(lost.get() + " sessions ended early, since their next turn could not be made: " + broken);
        }
        if (unread != null) {
            troubles.add("stopped early, since a session could not be read: " + unread);
        }
        return troubles;
    }

    @Override
    public void end() throws InterruptedException {
        openings.end();
        maker.shutdownNow();
        maker.awaitTermination(1, TimeUnit.MINUTES);
        source.close();
    }
}
