package io.streamgauge.http;

import io.netty.channel.IoEventLoop;
import io.streamgauge.http.HttpSettings.Reuse;
import io.streamgauge.http.LoopCounters.Count;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.TextFinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One event loop: a thread, its connections and its flights. Shares nothing with other loops. Its methods are for its own
 * thread, but for {@link #execute}, {@link #start}, {@link #cancel}, {@link #counters} and {@link #openConnections}.
 */
public final class HttpLoop {
    private static final long CLOCK_CHECK_NANOS = 100_000_000;

    private final HttpSettings settings;
    private final List<List<SocketAddress>> addresses;
    private final IoEventLoop eventLoop;
    private final SlabPool pool = new SlabPool();
    private final TextFinder finder = new TextFinder();
    private final ReadBuffer readBuffer = new ReadBuffer();
    private final LoopCounters counters = new LoopCounters();
    private final WaitingConnections waiting;
    private final int[] preferredAddress;
    private int nextLocalAddress;
    private final DeadlineWheel wheel;
    private final ConnectGate gate;
    private final Connector[] connectors;
    private final @Nullable StampedReads stampedReads;
    private final @Nullable Sweep sweep;
    private long sweptTokens;
    private long sweptCoalesced;
    private final ArrayDeque<Flight> free = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Flight> returned = new ConcurrentLinkedQueue<>();
    private volatile int openConnections;
    private boolean shut;
    private int flights;

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is told to the handler or of no interest
    HttpLoop(
            HttpSettings settings,
            List<List<SocketAddress>> addresses,
            IoEventLoop eventLoop,
            Transmission transmission,
            @Nullable Sweep sweep) {
        this.settings = settings;
        this.addresses = addresses;
        this.eventLoop = eventLoop;
        int origins = settings.origins().size();
        this.waiting = new WaitingConnections(origins);
        this.preferredAddress = new int[origins];
        long tick = tickNanos(settings);
        this.wheel = new DeadlineWheel(settings, tick, now());
        this.gate = new ConnectGate(this, (double) settings.connectsPerSecond() / settings.loops(), now());
        this.sweep = sweep;
        Stamp stamps = transmission.stampsWithoutChannel();
        this.stampedReads = stamps == null ? null : new StampedReads(readBuffer, stamps);
        this.connectors = new Connector[origins];
        for (int i = 0; i < connectors.length; i++) {
            connectors[i] =
                    transmission.connector(this, eventLoop, settings.origins().get(i), stampedReads);
        }
        eventLoop.scheduleAtFixedRate(this::checkDeadlines, tick, tick, TimeUnit.NANOSECONDS);
        if (transmission.usesKernelStamps()) {
            eventLoop.scheduleAtFixedRate(this::checkClock, CLOCK_CHECK_NANOS, CLOCK_CHECK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    /** Fine enough for the shortest limit, coarse enough to be no load. */
    private static long tickNanos(HttpSettings settings) {
        long shortest = settings.connectTimeoutNanos();
        if (settings.requestTimeoutNanos() > 0) {
            shortest = Math.min(shortest, settings.requestTimeoutNanos());
        }
        if (settings.stallTimeoutNanos() > 0) {
            shortest = Math.min(shortest, settings.stallTimeoutNanos());
        }
        return Math.clamp(shortest / 64, 2_000_000L, 250_000_000L);
    }

    // ---- for the driver ----

    /** Runs a task on this loop, soon. Any thread. */
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    /** Runs a task on this loop after a delay; from the loop itself it costs no wake-up. */
    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is told to the handler or of no interest
    public void schedule(Runnable task, long delayNanos) {
        eventLoop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Whether the caller is this loop's thread. */
    public boolean isCurrent() {
        return eventLoop.inEventLoop();
    }

    /** A flight to fill and start; it may have served before. On the loop. */
    public Flight newFlight() {
        reclaim();
        Flight flight = free.pollLast();
        return flight == null ? anotherFlight() : flight;
    }

    /** What flights that were given back hold is for those that still grow. */
    private void reclaim() {
        for (Flight back = returned.poll(); back != null; back = returned.poll()) {
            back.reset();
            free.addLast(back);
        }
    }

    /** How many flights there have been at once at most. On the loop, or after the client's end. */
    int flights() {
        return flights;
    }

    private Flight anotherFlight() {
        flights++;
        return new Flight(this, pool, settings.keepsBodies() ? new BodyPieces(pool, settings.maxAnswerBytes()) : null);
    }

    /** Sends a filled flight's request, over an idle connection or a new one. Any thread; does not throw. */
    public void start(Flight flight) {
        if (eventLoop.inEventLoop()) {
            begin(flight);
        } else {
            eventLoop.execute(() -> begin(flight));
        }
    }

    /** Ends a flight of this loop as cancelled, unless it has ended. Any thread. */
    public void cancel(Flight flight) {
        if (eventLoop.inEventLoop()) {
            callOff(flight);
        } else {
            eventLoop.execute(() -> callOff(flight));
        }
    }

    /** No more requests of a session come: its connections are closed when what they carry has ended. On the loop. */
    public void sessionOver(int session) {
        waiting.close(session);
    }

    /** The same for all sessions. On the loop. */
    public void sessionsOver() {
        waiting.closeKept();
    }

    /** Connections that are open or being made. Any thread. */
    public int openConnections() {
        return openConnections;
    }

    /** What this loop has done so far. Any thread. */
    public LoopCounters counters() {
        return counters;
    }

    /**
     * How much later than the kernel this process saw what arrived, in nanoseconds, since the last call: the client's own
     * delay. Null where there are no kernel stamps. Any one thread at a time.
     */
    public @Nullable Histogram takeReadDelays() {
        return stampedReads == null || stampedReads.source() == Stamp.USER ? null : stampedReads.takeDelays();
    }

    /** How often the wall clock was stepped while kernel stamps depended on it; their times near a step are unsure. */
    public int clockSteps() {
        return stampedReads == null ? 0 : stampedReads.clockSteps();
    }

    // ---- for flights and connections ----

    private void begin(Flight flight) {
        long now = now();
        counters.add(Count.STARTED, 1);
        flight.started(now);
        if (shut) {
            over(flight, Status.CANCELLED, "the client is closed", now);
            return;
        }
        wheel.add(flight);
        Connection reused = waiting.poll(flight.origin(), keptFor(flight));
        if (reused == null) {
            openFor(flight);
        } else {
            reused.send(flight);
        }
    }

    private void openFor(Flight flight) {
        setOpenConnections(openConnections + 1);
        var connection = new Connection(this, keptFor(flight), flight);
        if (!connectors[flight.origin()].join(connection)) {
            gate.admit(connection);
        }
    }

    private int keptFor(Flight flight) {
        return settings.reuse() == Reuse.STICKY_USER_SESSIONS ? flight.session() : Flight.NO_SESSION;
    }

    /** A connection that the gate has let through is made, or has failed. */
    void settled() {
        gate.settled();
    }

    /** Makes the connection that the gate has let through. */
    void connect(Connection connection) {
        counters.add(Count.CONNECTS, 1);
        connection.connecting(now());
        connectors[connection.origin()].connect(connection, addressOf(connection));
    }

    private SocketAddress addressOf(Connection connection) {
        List<SocketAddress> known = addresses.get(connection.origin());
        return known.get((preferredAddress[connection.origin()] + connection.attempt()) % known.size());
    }

    /** Where the next TCP connection starts from; null to leave it to the system. */
    @Nullable
    InetSocketAddress nextLocalAddress() {
        List<InetAddress> known = settings.localAddresses();
        return known.isEmpty() ? null : new InetSocketAddress(known.get(nextLocalAddress++ % known.size()), 0);
    }

    /** Tries the next address of the same origin, if there is one. */
    boolean connectAgain(Connection connection) {
        if (connection.attempt() >= addresses.get(connection.origin()).size()) {
            return false;
        }
        connectors[connection.origin()].connect(connection, addressOf(connection));
        return true;
    }

    /** The address of the given attempt works: the next connections begin with it. */
    void prefer(int origin, int attempt) {
        if (attempt > 0) {
            preferredAddress[origin] =
                    (preferredAddress[origin] + attempt) % addresses.get(origin).size();
        }
    }

    /** Sends again what a reused connection swallowed. */
    void resend(Flight flight) {
        counters.add(Count.RETRIES, 1);
        flight.resent();
        openFor(flight);
    }

    /** The flight's limits have moved closer. */
    void limitsChanged(Flight flight) {
        wheel.remove(flight);
        wheel.add(flight);
    }

    void over(Flight flight, Status how, @Nullable String why, long nanos) {
        wheel.remove(flight);
        flight.connection = null;
        counters.add(Count.ENDED, 1);
        counters.add(Count.OK, how == Status.OK ? 1 : 0);
        flight.end(how, why, nanos).ended(flight);
    }

    void idle(Connection connection) {
        waiting.add(connection);
    }

    /** The connection is closed; called once for each. */
    void closed(Connection connection) {
        waiting.remove(connection);
        setOpenConnections(openConnections - 1);
    }

    /** Only the loop writes, so reading before writing loses nothing. */
    private void setOpenConnections(int count) {
        openConnections = count;
    }

    private void callOff(Flight flight) {
        Connection connection = flight.connection;
        if (connection != null) {
            connection.abandon(flight, Status.CANCELLED, "cancelled", now());
        }
    }

    private void checkDeadlines() {
        wheel.advance(now(), this::expired);
        reclaim();
    }

    private void checkClock() {
        if (stampedReads != null) {
            stampedReads.checkOffset();
        }
        if (sweep != null) {
            long tokens = counters.get(Count.TOKENS);
            long coalesced = counters.get(Count.COALESCED);
            sweep.adapt(tokens - sweptTokens, coalesced - sweptCoalesced);
            sweptTokens = tokens;
            sweptCoalesced = coalesced;
        }
    }

    private void expired(Flight flight, long now) {
        Connection connection = flight.connection;
        if (connection == null) {
            return;
        }
        Status how = flight.overdue(settings, now);
        String why = switch (how) {
            case TIMEOUT -> "no complete answer within " + seconds(settings.requestTimeoutNanos());
            case STALLED -> "no byte for " + seconds(settings.stallTimeoutNanos());
            default -> "no connection within " + seconds(settings.connectTimeoutNanos());
        };
        connection.abandon(flight, how, why, now);
    }

    private static String seconds(long nanos) {
        return java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + " s";
    }

    void takeBack(Flight flight) {
        returned.add(flight);
    }

    Answer newAnswer() {
        return new Answer(pool, finder, settings);
    }

    ReadBuffer readBuffer() {
        return readBuffer;
    }

    boolean reusesConnections() {
        return settings.reuse() != Reuse.NEVER && !shut;
    }

    void noteRead(int bytes) {
        if (bytes == ReadBuffer.BYTES) {
            counters.add(Count.FULL_READS, 1);
        }
    }

    long now() {
        return settings.clock().nanos();
    }

    /** Ends what is in flight and closes what is open. On the loop. */
    void shut() {
        shut = true;
        wheel.forEach(this::callOff);
        waiting.close();
    }

    /** Frees all flights and their memory; the loop's thread has ended. */
    void free() {
        free.clear();
        returned.clear();
        pool.close();
        if (stampedReads != null) {
            stampedReads.close();
        }
    }
}
