package io.streamgauge.load;

import io.streamgauge.arrival.Cancellation;
import io.streamgauge.clock.Clock;
import io.streamgauge.http.Flight;
import io.streamgauge.http.FlightListener;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.record.RequestRecord;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a phase that one event loop carries. State belongs to that loop; other threads only ask through it. */
final class LoopShare implements FlightListener, Chains.Continuation {
    /**
     * Whom a share deals with.
     *
     * @param tooManyErrors told once when requests have failed too often
     * @param whenIdle told once when nothing is in flight and nothing will be
     */
    record Desk(
            RequestSource requests,
            FlightSink sink,
            Chains chains,
            ErrorWatch errors,
            Retries retries,
            Clock clock,
            Runnable tooManyErrors,
            Runnable whenIdle) {}

    private final HttpLoop loop;
    private final Feed feed;
    private final Stint stint;
    private final Desk desk;
    private final @Nullable PrefillGate prefill;
    /** Chains that are to begin when the sink has room. */
    private final HeldChains held;

    private final Set<Flight> inFlight = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Failed ones that are to be sent again before long. */
    private final Set<Flight> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Requests of chains that follow and are not sent yet. */
    private final Set<Integer> between = new HashSet<>();

    /** Requests of chains that have another one open: what feeds count are chains. */
    private int beside;

    /** Fresh requests that wait for a place among those without a first token. */
    private int gated;

    private volatile List<StreamLook.Stream> seen = List.of();
    private boolean open = true;
    private boolean cancelling;
    private boolean idle;

    /** @param prefill what holds requests back while too many wait for their first token; null where nothing does */
    LoopShare(HttpLoop loop, Feed feed, Stint stint, @Nullable PrefillGate prefill, Desk desk) {
        this.loop = loop;
        this.prefill = prefill;
        this.feed = feed;
        this.stint = stint;
        this.desk = desk;
        this.held = new HeldChains(loop, desk.sink(), this::begin);
    }

    /** @param waitNanos from now to the start of the phase */
    void begin(long waitNanos) {
        loop.execute(() -> {
            if (stint.durationNanos() > 0) {
                loop.schedule(this::close, waitNanos + stint.durationNanos());
                loop.schedule(this::cancelAll, waitNanos + stint.durationNanos() + stint.graceNanos());
            }
            if (waitNanos > 0) {
                loop.schedule(this::start, waitNanos);
            } else {
                start();
            }
        });
    }

    private void start() {
        if (prefill != null) {
            prefill.begin(this);
        }
        feed.begin(this);
        idleIfDone();
    }

    /** Starts nothing more. Any thread. */
    void stop() {
        if (loop.isCurrent()) {
            close();
        } else {
            loop.execute(this::close);
        }
    }

    /** Starts nothing more and ends what is in flight as cancelled. Any thread. */
    void cancel() {
        loop.execute(this::cancelAll);
    }

    /** Looks how far what is in flight is, on the loop, and says when {@link #seen} knows. Any thread. */
    void look(Runnable whenSeen) {
        loop.execute(() -> {
            seen = inFlight.stream().map(StreamLook.Stream::of).toList();
            whenSeen.run();
        });
    }

    /** What the last look found. Any thread. */
    List<StreamLook.Stream> seen() {
        return seen;
    }

    private void close() {
        shut();
        List.copyOf(waiting).forEach(this::sendAgain);
        idleIfDone();
    }

    private void shut() {
        open = false;
        held.clear();
        between.clear();
        gated = 0;
        if (prefill != null) {
            prefill.close();
        }
    }

    private void cancelAll() {
        shut();
        cancelling = true;
        List.copyOf(inFlight).forEach(loop::cancel);
        List.copyOf(waiting).forEach(this::sendAgain);
        idleIfDone();
    }

    @Override
    public void firstToken(Flight flight) {
        if (prefill != null) {
            prefill.leave(flight);
            prefill.letIn();
        }
    }

    @Override
    public void ended(Flight flight) {
        inFlight.remove(flight);
        if (prefill == null) {
            decide(flight);
        } else {
            // Before the flight is given away, after which it may carry another request.
            prefill.leave(flight);
            decide(flight);
            prefill.letIn();
        }
    }

    private void decide(Flight flight) {
        if (!cancelling && desk.requests().resend(flight)) {
            if (prefill != null) {
                prefill.take();
            }
            restart(flight, flight.retries());
        } else if (open && desk.retries().allow(flight)) {
            waiting.add(flight);
            loop.schedule(() -> sendAgain(flight), Retries.delayNanos(flight));
        } else {
            over(flight);
        }
    }

    /** Sends a failed request again, or lets it be a failure where nothing more is to be sent. */
    private void sendAgain(Flight failed) {
        if (open && prefill != null && waiting.contains(failed)) {
            prefill.whenFree(() -> {
                if (waiting.remove(failed)) {
                    restart(failed, failed.retries() + 1);
                } else {
                    prefill.pass();
                }
            });
        } else if (waiting.remove(failed)) {
            if (open) {
                restart(failed, failed.retries() + 1);
            } else {
                over(failed);
            }
        }
    }

    private void restart(Flight flight, int retries) {
        int ticket = flight.ticket();
        long due = flight.dueNanos();
        flight.release();
        send(ticket, due, retries);
    }

    private void over(Flight flight) {
        boolean tooMany = desk.errors().trips(flight);
        int ticket = flight.ticket();
        int left = open ? desk.chains().next(flight, this) : 0;
        desk.sink().accept(flight);
        if (tooMany) {
            desk.tooManyErrors().run();
        }
        gone(ticket, left);
    }

    /** @param left requests of its chain that are open */
    private void gone(int ticket, int left) {
        if (left == 0) {
            loop.sessionOver(desk.chains().sessionOf(ticket));
            feed.ended(this, ticket);
        } else {
            beside--;
        }
        idleIfDone();
    }

    @Override
    public void follows(int ticket) {
        between.add(ticket);
        beside++;
    }

    @Override
    public void lost(int ticket) {
        loop.execute(() -> {
            if (between.remove(ticket)) {
                gone(ticket, desk.chains().lost(ticket));
            }
        });
    }

    @Override
    public void ready(int ticket, long dueNanos) {
        loop.execute(() -> {
            long waitNanos = dueNanos - desk.clock().nanos();
            if (waitNanos > 0) {
                loop.schedule(() -> goOn(ticket, dueNanos), waitNanos);
            } else {
                goOn(ticket, dueNanos);
            }
        });
    }

    /** What was closed meanwhile goes on no more. */
    private void goOn(int ticket, long dueNanos) {
        if (between.remove(ticket)) {
            startRequest(ticket, dueNanos);
        }
    }

    private void idleIfDone() {
        if (requests() == 0 && !idle && (!open || feed.exhausted())) {
            idle = true;
            // Of those that were closed between two of their requests, nobody has said that they are over.
            loop.sessionsOver();
            desk.whenIdle().run();
        }
    }

    // ---- for the feed ----

    /** Whether requests may still be started. */
    boolean open() {
        return open;
    }

    /** Chains that have begun and not ended, while requests may still be started. */
    int inFlight() {
        return requests() - beside;
    }

    /** Requests that are open: each in flight, or to be sent before long. */
    private int requests() {
        return inFlight.size() + waiting.size() + between.size() + gated + held.size();
    }

    /** Runs a part of the feed's work later. */
    void later(Runnable work, long delayNanos) {
        loop.schedule(
                () -> {
                    work.run();
                    idleIfDone();
                },
                delayNanos);
    }

    /**
     * Starts a chain, as soon as the sink has room.
     *
     * @param dueNanos when it was due, absent in a closed loop
     */
    void start(int chain, long dueNanos) {
        held.start(chain, dueNanos);
    }

    private void begin(int chain, long dueNanos) {
        desk.chains()
                .begin(chain, dueNanos == RequestRecord.ABSENT ? desk.clock().nanos() : dueNanos, this);
        startRequest(desk.chains().firstTicket(chain), dueNanos);
    }

    private void startRequest(int ticket, long dueNanos) {
        if (prefill == null) {
            send(ticket, dueNanos, 0);
            return;
        }
        gated++;
        prefill.whenFree(() -> {
            gated--;
            send(ticket, dueNanos, 0);
        });
    }

    /** Sends a request, which has its place among those without a first token. */
    private void send(int ticket, long dueNanos, int retries) {
        Flight flight = loop.newFlight();
        inFlight.add(flight);
        if (prefill != null) {
            prefill.enter(flight);
        }
        desk.requests().fill(flight, ticket, this);
        flight.ticket(ticket, dueNanos).retries(retries).session(desk.chains().sessionOf(ticket));
        loop.start(flight);
        Cancellation cancellation = stint.cancellation();
        if (cancellation.picks(ticket)) {
            loop.schedule(() -> giveUp(flight, ticket), cancellation.delayNanos());
        }
    }

    /** Flights are used again: one that carries another request by now is left alone. */
    private void giveUp(Flight flight, int ticket) {
        if (inFlight.contains(flight) && flight.ticket() == ticket) {
            loop.cancel(flight);
        }
    }
}
