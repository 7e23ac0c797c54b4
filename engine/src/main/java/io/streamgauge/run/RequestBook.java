package io.streamgauge.run;

import io.streamgauge.http.Flight;
import io.streamgauge.http.FlightListener;
import io.streamgauge.http.HttpHeader;
import io.streamgauge.http.Route;
import io.streamgauge.load.RequestSource;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.record.Phase;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Status;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Every request of a run as it goes out: which server it goes to, what is left out because a server refused it. */
final class RequestBook implements RequestSource {
    /** Of a flight with its record, without what its answer brought. */
    private static final long FLIGHT_BYTES = 1 << 10;

    private final BenchmarkPlan plan;
    private final Route route;
    private final Requests requests;

    /** Whether a server refused to be asked for usage; from then on it is not asked. */
    private volatile boolean usageRefused;

    private final LongAdder strippedCount = new LongAdder();

    RequestBook(BenchmarkPlan plan, Route route, Requests requests) {
        this.plan = plan;
        this.route = route;
        this.requests = requests;
    }

    @Override
    public void fill(Flight flight, int ticket, FlightListener whenEnded) {
        Requests.Request request = requests.of(ticket);
        int chain = requests.chain(ticket);
        Stripped stripped = request.stripped();
        if (stripped != null && stripped.isUnderstood()) {
            strippedCount.increment();
            request = request.with(stripped.body(), request.asksForUsage());
            request = usageRefused && request.asksForUsage() ? UsageQuestion.takenFrom(request) : request;
        } else if (usageRefused && request.asksForUsage()) {
            request = request.with(requests.withoutUsage(ticket), false);
        }
        if (plan.input().cacheBust()) {
            request = CacheBust.own(request, plan.seed(), chain);
        }
        flight.request(ownRoute(chain), chain % plan.targets().size(), request.bytes(), request.length(), whenEnded);
    }

    /** With the header of the request's session, where the plan wants one; a request by itself is a session of one. */
    private Route ownRoute(int chain) {
        String name = plan.client().sessionHeader();
        if (name == null) {
            return route;
        }
        byte[] what = (plan.seed() + " " + chain).getBytes(StandardCharsets.US_ASCII);
        return route.with(new HttpHeader(name, UUID.nameUUIDFromBytes(what).toString()));
    }

    @Override
    public boolean resend(Flight ended) {
        Stripped stripped =
                plan.input().stripsImages() ? requests.of(ended.ticket()).stripped() : null;
        if (stripped != null) {
            stripped.ended(ended.status() == Status.OK);
        }
        boolean refused = ended.status() == Status.HTTP_ERROR
                && (ended.httpStatus() == 400 || ended.httpStatus() == 422)
                && requests.of(ended.ticket()).asksForUsage()
                && UsageQuestion.isIn(ended.body())
                && blamesUsage(String.valueOf(ended.error()));
        if (refused) {
            usageRefused = true;
        }
        return refused;
    }

    private static boolean blamesUsage(String error) {
        return error.contains("stream_options") || error.contains("include_usage");
    }

    /** Whether the server's own counts are missing because it refused the question. */
    boolean usageRefused() {
        return usageRefused;
    }

    /** How many requests went out with nothing but the names of their images. */
    long strippedCount() {
        return strippedCount.sum();
    }

    /** Which turn of a session a request is; null when it stands alone. */
    @Nullable
    SessionTurn session(int ticket) {
        return requests.session(ticket);
    }

    /** How long the user of a turn was to think before it, until it is {@link #booked}; 0 where there is none. */
    long delayNanos(int ticket) {
        return requests.delayNanos(ticket);
    }

    Phase phase(int ticket) {
        return ticket < requests.warmupRequests() ? Phase.WARMUP : Phase.MEASURE;
    }

    /** Tokens of what a request said, until it is {@link #booked}. */
    int inputTokens(int ticket) {
        return requests.inputTokens(ticket);
    }

    /** Images that a request carried, until it is {@link #booked}. */
    int images(int ticket) {
        return requests.images(ticket);
    }

    /** Memory that an ended flight takes up until its request is {@link #booked}: its answer, and what was made to ask for it. */
    long heldBytes(Flight ended) {
        long body = plan.input().cacheBust() ? ended.bodyLength() : 0;
        return FLIGHT_BYTES + ended.answerBytes() + body + requests.heldBytes(ended.ticket());
    }

    /** Nobody looks at a request any more, nor at its body. */
    void booked(int ticket) {
        requests.booked(ticket);
    }
}
