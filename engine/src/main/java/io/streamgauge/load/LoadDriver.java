package io.streamgauge.load;

import io.streamgauge.arrival.PrefillLimit;
import io.streamgauge.arrival.Shard;
import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.record.RequestRecord;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Sends the requests of a phase at the pace asked for, spread over the loops of a client. Any thread may call; {@link #run} once
 * per phase, never two at a time.
 */
public final class LoadDriver {
    /** From the decision to start until the first request is due, so that every loop has heard of it by then. */
    private static final long LEAD_NANOS = 2_000_000;

    /** How long a look waits for a loop. */
    private static final long LOOK_NANOS = 500_000_000;

    private final HttpClient client;
    private final RequestSource requests;
    private final FlightSink sink;
    private final Chains chains;
    private final ErrorWatch errors;
    private final Retries retries;
    private final Clock clock;
    private volatile List<LoopShare> shares = List.of();
    private volatile boolean stopped;
    private volatile long startNanos = RequestRecord.ABSENT;

    public LoadDriver(
            HttpClient client,
            RequestSource requests,
            FlightSink sink,
            Chains chains,
            ErrorWatch errors,
            Retries retries,
            Clock clock) {
        this.chains = chains;
        this.retries = retries;
        this.client = client;
        this.requests = requests;
        this.sink = sink;
        this.errors = errors;
        this.clock = clock;
    }

    /** Does the work of a phase and returns when all requests that were sent have ended. After {@link #stop} it sends none. */
    public void run(Stint stint) throws InterruptedException {
        if (stopped) {
            return;
        }
        long now = clock.nanos();
        boolean atOnce = stint.startNanos() == RequestRecord.ABSENT || stint.startNanos() <= now;
        PrefillLimit prefill = stint.prefill();
        int places = stint.shard().of(prefill.most());
        startNanos = atOnce ? now + LEAD_NANOS : stint.startNanos();
        List<Feed> feeds = feeds(stint, startNanos);
        CountDownLatch idle = new CountDownLatch(feeds.size());
        List<HttpLoop> loops = client.loops();
        List<LoopShare> mine = IntStream.range(0, feeds.size())
                .mapToObj(i -> new LoopShare(
                        loops.get(i),
                        feeds.get(i),
                        stint,
                        places == 0 ? null : new PrefillGate(i, feeds.size(), places, prefill.rampNanos()),
                        new LoopShare.Desk(
                                requests, sink, chains, errors, retries, clock, this::stop, idle::countDown)))
                .toList();
        shares = mine;
        mine.forEach(share -> share.begin(atOnce ? 0 : stint.startNanos() - clock.nanos()));
        if (stopped) {
            stop();
        }
        idle.await();
    }

    private List<Feed> feeds(Stint stint, long startNanos) {
        Shard shard = stint.shard();
        // Each loop that is used has a place at least among requests without a first token.
        int loops = stint.prefill().isThere()
                ? Math.clamp(shard.of(stint.prefill().most()), 1, client.loops().size())
                : client.loops().size();
        return switch (stint.pace()) {
            case Pace.Closed closed -> {
                int inFlight = Math.min(shard.of(closed.concurrency()), shard.of(stint.count()));
                int used = Math.min(loops, inFlight);
                Tickets tickets = new Tickets(stint.firstTicket(), stint.count(), shard);
                yield IntStream.range(0, used)
                        .<Feed>mapToObj(i -> new ClosedFeed(tickets, i, used, inFlight, closed.rampNanos(), clock))
                        .toList();
            }
            case Pace.Open open -> {
                int most = open.maxInFlight() == 0 ? 0 : Math.max(1, shard.of(open.maxInFlight()));
                int used = Math.min(loops, most == 0 ? loops : most);
                yield IntStream.range(0, used)
                        .<Feed>mapToObj(i -> new OpenFeed(
                                stint.firstTicket(),
                                open.dueNanos(),
                                shard.index() + shard.count() * i,
                                shard.count() * used,
                                most == 0 ? Integer.MAX_VALUE : new Shard(i, used).of(most),
                                startNanos,
                                clock))
                        .toList();
            }
            case Pace.Users users ->
                IntStream.range(0, loops)
                        .<Feed>mapToObj(i -> new UserFeed(
                                stint.firstTicket(),
                                stint.count(),
                                users.users(),
                                users.gapNanos(),
                                new Shard(shard.index() + shard.count() * i, shard.count() * loops),
                                startNanos,
                                clock))
                        .toList();
        };
    }

    /** The moment from which the last phase counts when its requests are due; absent before the first. */
    public long startNanos() {
        return startNanos;
    }

    /** Sends nothing more. What is in flight goes on. */
    public void stop() {
        stopped = true;
        shares.forEach(LoopShare::stop);
    }

    /** Sends nothing more and ends what is in flight as cancelled. */
    public void cancel() {
        stop();
        shares.forEach(LoopShare::cancel);
    }

    /** Ends what is in flight as cancelled when this long has passed. Any thread. */
    public void cancelAfter(long nanos) {
        client.loops().getFirst().schedule(this::cancel, nanos);
    }

    /** Whether it was told to send nothing more. */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * How far the streams in flight are now; of a loop that does not answer soon, how far they were when it last did. Not an event
     * loop's thread.
     */
    public StreamLook look() throws InterruptedException {
        List<LoopShare> asked = shares;
        long askedNanos = clock.nanos();
        CountDownLatch missing = new CountDownLatch(asked.size());
        AtomicLong lagNanos = new AtomicLong();
        asked.forEach(share -> share.look(() -> {
            lagNanos.accumulateAndGet(clock.nanos() - askedNanos, Math::max);
            missing.countDown();
        }));
        boolean all = missing.await(LOOK_NANOS, TimeUnit.NANOSECONDS);
        List<StreamLook.Stream> streams =
                asked.stream().flatMap(share -> share.seen().stream()).toList();
        return new StreamLook(streams, all ? lagNanos.get() : LOOK_NANOS);
    }

    /** Hands out a part's request numbers, each once. */
    static final class Tickets {
        static final int NONE = -1;

        private final AtomicInteger taken = new AtomicInteger();
        private final int first;
        private final int step;
        private final int count;

        /** The numbers of {@code shard} among {@code count} from {@code first} on. */
        Tickets(int first, int count, Shard shard) {
            this.first = first + shard.index();
            this.step = shard.count();
            this.count = shard.of(count);
        }

        int take() {
            if (taken.getPlain() >= count) {
                return NONE;
            }
            int mine = taken.getAndIncrement();
            return mine < count ? first + mine * step : NONE;
        }
    }
}
