package io.streamgauge.run;

import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.http.Flight;
import io.streamgauge.http.FlightListener;
import io.streamgauge.http.Route;
import io.streamgauge.load.RequestSource;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.record.Phase;
import io.streamgauge.record.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Every request of a run, encoded before the clock starts. Tickets count warm-up requests first, then measured ones; when there
 * are fewer prompts than requests, prompts are used in turn.
 */
final class RequestBook implements RequestSource {
    private final Endpoint endpoint;
    private final Route route;
    private final int origins;
    private final IntFunction<BodyOptions> options;
    private final Encoded warmup;
    private final Encoded measured;
    private final int warmupCount;

    /** Whether a server refused to be asked for usage; from then on it is not asked. */
    private volatile boolean usageRefused;

    private record Encoded(List<Prompt> prompts, List<byte[]> bodies) {}

    /**
     * @param options what the body of the n-th prompt says beside it
     * @param origins number of servers that take turns
     */
    RequestBook(
            Endpoint endpoint,
            Route route,
            int origins,
            List<Prompt> warmup,
            int warmupCount,
            List<Prompt> measured,
            IntFunction<BodyOptions> options) {
        this.endpoint = endpoint;
        this.route = route;
        this.origins = origins;
        this.options = options;
        this.warmupCount = warmupCount;
        this.warmup = encode(warmup);
        this.measured = encode(measured);
    }

    private Encoded encode(List<Prompt> prompts) {
        List<byte[]> bodies = IntStream.range(0, prompts.size())
                .mapToObj(i -> endpoint.body(prompts.get(i), options.apply(i)))
                .toList();
        return new Encoded(List.copyOf(prompts), bodies);
    }

    @Override
    public void fill(Flight flight, int ticket, FlightListener whenEnded) {
        int index = index(ticket);
        byte[] body =
                usageRefused ? bodyWithoutUsage(ticket) : group(ticket).bodies().get(index);
        flight.request(route, ticket % origins, body, whenEnded);
    }

    @Override
    public boolean resend(Flight ended) {
        boolean refused = ended.status() == Status.HTTP_ERROR
                && (ended.httpStatus() == 400 || ended.httpStatus() == 422)
                && options.apply(index(ended.ticket())).includeUsage()
                && asksForUsage(ended.body())
                && blamesUsage(String.valueOf(ended.error()));
        if (refused) {
            usageRefused = true;
        }
        return refused;
    }

    /** A refusal of a body that asks no longer, as one sent again, is a failure like any other. */
    private static boolean asksForUsage(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).contains("\"stream_options\"");
    }

    private static boolean blamesUsage(String error) {
        return error.contains("stream_options") || error.contains("include_usage");
    }

    /** Whether the server's own counts are missing because it refused the question. */
    boolean usageRefused() {
        return usageRefused;
    }

    Phase phase(int ticket) {
        return ticket < warmupCount ? Phase.WARMUP : Phase.MEASURE;
    }

    Prompt prompt(int ticket) {
        return group(ticket).prompts().get(index(ticket));
    }

    /** The bodies of the measured phase, one for each prompt. */
    List<byte[]> measuredBodies() {
        return measured.bodies();
    }

    private byte[] bodyWithoutUsage(int ticket) {
        return endpoint.body(prompt(ticket), options.apply(index(ticket)).withoutUsage());
    }

    private Encoded group(int ticket) {
        return ticket < warmupCount ? warmup : measured;
    }

    private int index(int ticket) {
        return (ticket < warmupCount ? ticket : ticket - warmupCount)
                % group(ticket).bodies().size();
    }
}
