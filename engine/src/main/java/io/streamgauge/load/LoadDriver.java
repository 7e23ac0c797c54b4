package io.streamgauge.load;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpLoop;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Sends the requests of a phase at the pace asked for, spread over the loops of a client. Any thread may call; {@link #run} once
 * per phase, never two at a time.
 */
public final class LoadDriver {
    /** From the decision to start until the first request is due, so that every loop has heard of it by then. */
    private static final long LEAD_NANOS = 2_000_000;

    private final HttpClient client;
    private final RequestSource requests;
    private final FlightSink sink;
    private final ErrorWatch errors;
    private final Clock clock;
    private volatile List<LoopShare> shares = List.of();
    private volatile boolean stopped;

    public LoadDriver(HttpClient client, RequestSource requests, FlightSink sink, ErrorWatch errors, Clock clock) {
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
        List<Feed> feeds = feeds(stint);
        CountDownLatch idle = new CountDownLatch(feeds.size());
        List<HttpLoop> loops = client.loops();
        List<LoopShare> mine = IntStream.range(0, feeds.size())
                .mapToObj(i -> new LoopShare(
                        loops.get(i),
                        feeds.get(i),
                        stint,
                        new LoopShare.Desk(requests, sink, errors, this::stop, idle::countDown)))
                .toList();
        shares = mine;
        mine.forEach(LoopShare::begin);
        if (stopped) {
            stop();
        }
        idle.await();
    }

    private List<Feed> feeds(Stint stint) {
        int loops = client.loops().size();
        return switch (stint.pace()) {
            case Pace.Closed closed -> {
                int inFlight = Math.min(closed.concurrency(), stint.count());
                int used = Math.min(loops, inFlight);
                Tickets tickets = new Tickets(stint.firstTicket(), stint.count());
                yield IntStream.range(0, used)
                        .<Feed>mapToObj(i -> new ClosedFeed(tickets, i, used, inFlight, closed.rampNanos()))
                        .toList();
            }
            case Pace.Open open -> {
                int used = Math.min(loops, open.maxInFlight() == 0 ? loops : open.maxInFlight());
                long startNanos = clock.nanos() + LEAD_NANOS;
                yield IntStream.range(0, used)
                        .<Feed>mapToObj(i -> new OpenFeed(
                                stint.firstTicket(),
                                open.dueNanos(),
                                i,
                                used,
                                part(open.maxInFlight(), i, used),
                                startNanos,
                                clock))
                        .toList();
            }
        };
    }

    /** The first parts are one more where the whole does not divide; no limit stays none. */
    private static int part(int whole, int index, int parts) {
        return whole == 0 ? Integer.MAX_VALUE : whole / parts + (index < whole % parts ? 1 : 0);
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

    /** Hands out request numbers, each once. */
    static final class Tickets {
        static final int NONE = -1;

        private final AtomicInteger next;
        private final int end;

        Tickets(int first, int count) {
            next = new AtomicInteger(first);
            end = first + count;
        }

        int take() {
            if (next.getPlain() >= end) {
                return NONE;
            }
            int ticket = next.getAndIncrement();
            return ticket < end ? ticket : NONE;
        }
    }
}
