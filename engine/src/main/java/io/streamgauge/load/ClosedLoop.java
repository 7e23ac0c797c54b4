package io.streamgauge.load;

import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a number of requests in flight until a number of them has been sent: each that ends starts the next, on the same loop.
 * Any thread may call; {@link #run} once per phase, never two at a time.
 */
public final class ClosedLoop {
    private final HttpClient client;
    private final RequestSource requests;
    private final FlightSink sink;
    private volatile List<LoopShare> shares = List.of();
    private volatile boolean stopped;

    public ClosedLoop(HttpClient client, RequestSource requests, FlightSink sink) {
        this.client = client;
        this.requests = requests;
        this.sink = sink;
    }

    /**
     * Sends requests {@code firstTicket} to {@code firstTicket + count - 1} and returns when all that were sent have ended.
     *
     * @param concurrency requests in flight at once, at least 1; fewer once no more are left
     */
    public void run(int firstTicket, int count, int concurrency) throws InterruptedException {
        List<HttpLoop> loops = client.loops();
        int inFlight = Math.min(concurrency, count);
        int used = Math.min(loops.size(), inFlight);
        Tickets tickets = new Tickets(firstTicket, count);
        CountDownLatch idle = new CountDownLatch(used);
        List<LoopShare> mine = new ArrayList<>();
        for (int i = 0; i < used; i++) {
            // The first loops carry one more where the number does not divide.
            int slots = inFlight / used + (i < inFlight % used ? 1 : 0);
            mine.add(new LoopShare(loops.get(i), tickets, slots, requests, sink, idle::countDown));
        }
        shares = List.copyOf(mine);
        if (stopped) {
            tickets.close();
        }
        mine.forEach(LoopShare::begin);
        idle.await();
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

    public boolean stopped() {
        return stopped;
    }

    /** Hands out request numbers, each once. */
    static final class Tickets {
        static final int NONE = -1;

        private final AtomicInteger next;
        private volatile int end;

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

        void close() {
            end = Integer.MIN_VALUE;
        }
    }
}
