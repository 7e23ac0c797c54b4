package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.EndpointException;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.Route;
import io.streamgauge.metrics.Subject;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.Target;
import io.streamgauge.plan.TimeLimits;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.record.Status;
import io.streamgauge.run.Inquiry.Reply;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks, before any work is done for it, whether each server can be reached, takes our credentials and has the models. It asks for
 * the list of models; where a model is not in it, one token is asked of it, since some servers answer to any name.
 */
final class Preflight {
    private static final String MODELS = "/v1/models";
    private static final TextPaths IDS = TextPaths.builder()
            .text(TextKind.ANSWER, "data[].id")
            .error("error")
            .errorMessage("error.message")
            .build();
    private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
    /** A model that is just loaded may be slow at first. */
    private static final long TOKEN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int MOST_NAMES = 10;

    private final HttpClient client;
    private final Inquiry inquiry;
    private final BenchmarkPlan plan;
    private final Clock clock;

    Preflight(HttpClient client, BenchmarkPlan plan, Clock clock) {
        this.client = client;
        this.inquiry = new Inquiry(client);
        this.plan = plan;
        this.clock = clock;
    }

    /**
     * Why a target cannot be benchmarked.
     *
     * @param mayPass whether it can be another the next time
     */
    private record Problem(String line, boolean mayPass) {}

    /**
     * One line on why a target cannot be benchmarked; empty when all can, or when one takes too long to tell. What may be
     * otherwise later is looked at again for as long as the plan has it.
     *
     * @param waits is told, once, what is waited for
     * @param givenUp whether the user wants to wait no longer
     */
    Optional<String> problem(Consumer<String> waits, BooleanSupplier givenUp) throws InterruptedException {
        TimeLimits.Ready ready = plan.limits().ready();
        long end = clock.nanos() + ready.waitNanos();
        boolean told = false;
        while (true) {
            Optional<Problem> problem = look();
            boolean again = problem.filter(Problem::mayPass).isPresent()
                    && end - clock.nanos() > ready.everyNanos()
                    && !givenUp.getAsBoolean();
            if (!again) {
                return problem.map(Problem::line);
            }
            if (!told) {
                waits.accept(problem.orElseThrow().line());
                told = true;
            }
            TimeUnit.NANOSECONDS.sleep(ready.everyNanos());
        }
    }

    /** All targets are asked at once, and the first that is found wanting ends it. */
    private Optional<Problem> look() throws InterruptedException {
        Route models = client.look(MODELS, IDS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            ExecutorCompletionService<Optional<Problem>> looks = new ExecutorCompletionService<>(threads);
            for (int origin = 0; origin < plan.targets().size(); origin++) {
                int index = origin;
                looks.submit(() -> problem(models, index));
            }
            for (int done = 0; done < plan.targets().size(); done++) {
                Optional<Problem> problem = looks.take().get();
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    private Optional<Problem> problem(Route models, int origin) throws InterruptedException {
        Target target = plan.targets().get(origin);
        Reply look = connected(models, origin);
        Optional<Problem> problem = problem(target, look);
        if (problem.isPresent()) {
            return problem;
        }
        return switch (plan.limits().ready().question()) {
            case AUTO -> unknownModel(target, origin, look.texts());
            case MODELS -> unlisted(target, look.texts());
            case INFERENCE -> noToken(target, origin);
            case BOTH -> {
                Optional<Problem> unlisted = unlisted(target, look.texts());
                yield unlisted.isPresent() ? unlisted : noToken(target, origin);
            }
        };
    }

    /** An answer, if one comes soon; a connection at least, if one comes within its own limit. */
    private Reply connected(Route route, int origin) throws InterruptedException {
        Reply first = inquiry.ask(route, origin, new byte[0], ANSWER_NANOS);
        boolean undecided = first.status() == Status.CANCELLED && !first.connected();
        long longest = plan.limits().lookNanos();
        return undecided && longest > ANSWER_NANOS ? inquiry.ask(route, origin, new byte[0], longest) : first;
    }

    private Optional<Problem> problem(Target target, Reply look) {
        String where = "--url " + target.url() + ": ";
        boolean refused = look.httpStatus() == 401 || look.httpStatus() == 403;
        return Optional.ofNullable(
                        switch (look.httpStatus()) {
                            case 0 -> noAnswer(look, where + "no server answers at " + target.origin() + " (");
                            case 401, 403 ->
                                where + "the server refuses the credentials (" + look.error()
                                        + "); give the key by --api-key-file, STREAMGAUGE_API_KEY or --header";
                            case 502, 503, 504 ->
                                where + "the server is not ready (" + look.error()
                                        + "); wait for it by --wait-for-model-timeout, or go on by --no-preflight";
                            default -> null;
                        })
                .map(line -> new Problem(line, !refused));
    }

    private @Nullable String noAnswer(Reply look, String start) {
        boolean tls = look.error().matches("(?is).*(certif|PKIX|\\bSSL|\\bTLS).*");
        return switch (look.status()) {
            case CONNECT_ERROR, MALFORMED, TRUNCATED ->
                start + look.error() + "); "
                        + (tls
                                ? "check the scheme; for a certificate of your own give --ca-cert, or --insecure"
                                : look.connected()
                                        ? "is it another protocol, or https in place of http?"
                                        : "start it, or check host and port");
            case CANCELLED ->
                look.connected()
                        ? null
                        : start + "no connection within "
                                + BigDecimal.valueOf(plan.limits().lookNanos(), 9)
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + " s); check host, port and firewall, or give a far server longer by --connect-timeout";
            default -> null;
        };
    }

    private Optional<Problem> unknownModel(Target target, int origin, List<String> offered)
            throws InterruptedException {
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        for (String model : plan.models().names()) {
            if (offered.contains(model)) {
                continue;
            }
            byte[] question = oneToken(model);
            if (question == null) {
                return Optional.empty();
            }
            Reply look = inquiry.ask(generation(), origin, question, ANSWER_NANOS);
            boolean refused = look.httpStatus() == 404
                    || ((look.httpStatus() == 400 || look.httpStatus() == 422)
                            && look.error().contains(model));
            if (refused) {
                return Optional.of(new Problem(
                        "--model " + model + ": the server at " + target.url() + " does not know it (" + look.error()
                                + "); it offers " + listed(offered),
                        true));
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> unlisted(Target target, List<String> offered) {
        return plan.models().names().stream()
                .filter(model -> !offered.contains(model))
                .findFirst()
                .map(model -> new Problem(
                        "--model " + model + ": the server at " + target.url() + " does not list it at " + MODELS + "; "
                                + (offered.isEmpty() ? "there is no list" : "it offers " + listed(offered)),
                        true));
    }

    private Optional<Problem> noToken(Target target, int origin) throws InterruptedException {
        long patienceNanos = Math.min(plan.limits().requestNanos(), TOKEN_NANOS);
        for (String model : plan.models().names()) {
            byte[] question = oneToken(model);
            if (question == null) {
                return Optional.of(new Problem(
                        "--wait-for-model-mode: a request to endpoint type '"
                                + plan.endpoint().name()
                                + "' is more than a short text, so that none is made up to ask for; use models, or auto",
                        false));
            }
            Reply look = inquiry.ask(generation(), origin, question, patienceNanos);
            if (look.status() != Status.OK) {
                return Optional.of(new Problem(
                        "--model " + model + ": the server at " + target.url() + " does not answer one token of it ("
                                + (look.status() == Status.CANCELLED
                                        ? "nothing within " + TimeUnit.NANOSECONDS.toSeconds(patienceNanos) + " s"
                                        : look.error())
                                + "); wait for it by --wait-for-model-timeout, or go on by --no-preflight",
                        true));
            }
        }
        return Optional.empty();
    }

    private Route generation() {
        return client.route(
                plan.path(),
                plan.streaming() ? HttpClient.Answers.STREAMED : HttpClient.Answers.WHOLE,
                plan.endpoint().streamPaths(),
                plan.endpoint().wholePaths());
    }

    /** The shortest question; null where the API takes no text alone, but images, sounds or whole bodies. */
    private byte @Nullable [] oneToken(String model) {
        BodyOptions options = plan.request().withModel(model).withoutUsage();
        Content content = plan.endpoint().subject() == Subject.RANKINGS
                ? new Content.Ranking("Hi", List.of("Hi"))
                : new Content.Plain();
        try {
            return plan.endpoint().body(new Prompt(null, "Hi", 1, 1, content, null), options);
        } catch (EndpointException needsMore) {
            return null;
        }
    }

    private static String listed(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
        return names.size() > MOST_NAMES ? some + " and " + (names.size() - MOST_NAMES) + " more" : some;
    }
}
