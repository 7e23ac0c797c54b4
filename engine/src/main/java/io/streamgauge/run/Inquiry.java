package io.streamgauge.run;

import io.streamgauge.http.Flight;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.http.Route;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends single requests outside of any load and waits for their answers. Any thread. */
final class Inquiry {
    private final HttpClient client;

    Inquiry(HttpClient client) {
        this.client = client;
    }

    /**
     * What one request came to.
     *
     * @param texts those of the answer
     */
    record Reply(Status status, int httpStatus, String error, boolean connected, List<String> texts) {}

    Reply ask(Route route, int origin, byte[] body, long patienceNanos) throws InterruptedException {
        HttpLoop loop = client.loops().getFirst();
        CountDownLatch ended = new CountDownLatch(1);
        Flight flight = newFlight(loop).request(route, origin, body, over -> ended.countDown());
        flight.ticket(-1, RequestRecord.ABSENT);
        loop.start(flight);
        boolean over = false;
        try {
            over = ended.await(patienceNanos, TimeUnit.NANOSECONDS);
        } finally {
            if (!over) {
                loop.cancel(flight);
            }
        }
        ended.await();
        Reply reply = new Reply(
                flight.status(),
                flight.httpStatus(),
                String.valueOf(flight.error()),
                flight.connectNanos() > 0 || flight.firstByteNanos() != RequestRecord.ABSENT,
                flight.status() == Status.OK ? texts(flight) : List.of());
        flight.release();
        return reply;
    }

    /** The loop does nothing else yet, but others may ask for flights of it too. */
    private synchronized Flight newFlight(HttpLoop loop) {
        return loop.newFlight();
    }

    private static List<String> texts(Flight flight) {
        flight.unescape();
        List<String> texts = new ArrayList<>();
        flight.forEachRun((event, kind, from, to) ->
                texts.add(new String(flight.text(), from, to - from, StandardCharsets.UTF_8)));
        return texts;
    }
}
