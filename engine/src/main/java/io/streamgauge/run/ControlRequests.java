package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpSettings;
import io.streamgauge.http.Route;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.ControlPlan;
import io.streamgauge.plan.ControlPlan.Order;
import io.streamgauge.plan.Secrets;
import io.streamgauge.plan.Target;
import io.streamgauge.record.Status;
import io.streamgauge.sse.TextPaths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells servers what the plan has them told, on connections of its own. One thread. */
final class ControlRequests {
    private static final TextPaths NOTHING =
            TextPaths.builder().error("error").errorMessage("error.message").build();

    /** Answers of a server that is busy with something else, and may not be later. */
    private static final Set<Integer> BUSY = Set.of(409, 423, 429, 503);

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final BenchmarkPlan plan;
    private final Clock clock;
    private final List<Target> servers;
    private final List<String> failures = new ArrayList<>();
    private boolean profiling;

    ControlRequests(BenchmarkPlan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
        this.servers = ControlPlan.roots(plan.targets());
    }

    /** @throws UnreachableException when a server does not do it */
    void reset() throws InterruptedException {
        if (plan.control().reset() != null) {
            String failure = tell(plan.control().reset(), true);
            if (failure != null) {
                throw new UnreachableException(failure);
            }
        }
    }

    /** @throws UnreachableException when a server does not do it; the others' profilers are stopped then */
    void startProfiler() throws InterruptedException {
        ControlPlan.Profiler profiler = plan.control().profiler();
        if (profiler == null) {
            return;
        }
        profiling = true;
        String failure = tell(profiler.start(), false);
        if (failure != null) {
            stopProfiler();
            throw new UnreachableException(failure);
        }
    }

    /** Once after {@link #startProfiler}; what fails is among the {@link #failures}. */
    void stopProfiler() throws InterruptedException {
        ControlPlan.Profiler profiler = plan.control().profiler();
        if (profiler != null && profiling) {
            profiling = false;
            String failure = tell(profiler.stop(), false);
            if (failure != null) {
                failures.add(failure);
            }
        }
    }

    /** What did not work after the measured phase, a line each. */
    List<String> failures() {
        return failures;
    }

    /** Tells all servers; one line on the first that did not do it, null when all did. */
    private @Nullable String tell(Order order, boolean again) throws InterruptedException {
        String first = null;
        try (HttpClient client = open(order)) {
            Inquiry inquiry = new Inquiry(client);
            Route route = client.route(order.path(), HttpClient.Answers.WHOLE, NOTHING, NOTHING);
            for (int server = 0; server < servers.size(); server++) {
                long end = clock.nanos() + order.timeoutNanos();
                Inquiry.Reply reply = inquiry.ask(route, server, new byte[0], order.timeoutNanos());
                while (again && BUSY.contains(reply.httpStatus()) && end - clock.nanos() > AGAIN_NANOS) {
                    TimeUnit.NANOSECONDS.sleep(AGAIN_NANOS);
                    reply = inquiry.ask(route, server, new byte[0], end - clock.nanos());
                }
                // What an answer holds does not matter, nor whether it is JSON.
                if (first == null && (reply.httpStatus() < 200 || reply.httpStatus() > 299)) {
                    first = failure(order, servers.get(server), reply);
                }
            }
        }
        return first;
    }

    private String failure(Order order, Target server, Inquiry.Reply reply) {
        String why = reply.status() == Status.CANCELLED
                ? "nothing within " + TimeUnit.NANOSECONDS.toMillis(order.timeoutNanos()) + " ms"
                : reply.error();
        return order.option() + ": the server at " + server.url() + " did not do POST " + order.path() + " ("
                + Secrets.of(plan.headers()).hide(why)
                + "); look whether it has this path, which some servers have only when started for development";
    }

    private HttpClient open(Order order) {
        return ClientSettings.open(ClientSettings.reaching(servers, plan, clock)
                .headers(plan.headers().stream()
                        .filter(header -> !header.name().equalsIgnoreCase("Content-Type"))
                        .map(ClientSettings::httpHeader)
                        .toList())
                .reuse(HttpSettings.Reuse.NEVER)
                .requestTimeout(Duration.ofNanos(order.timeoutNanos()))
                .stallTimeout(Duration.ofNanos(order.timeoutNanos()))
                .build());
    }
}
