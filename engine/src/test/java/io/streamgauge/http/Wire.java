package io.streamgauge.http;

import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.record.TokenTimes;
import io.streamgauge.record.Usage;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import io.streamgauge.sse.UsageField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests through a real client and says what came of them. */
final class Wire implements AutoCloseable {
    static final TextPaths STREAM = TextPaths.builder()
            .text(TextKind.ANSWER, "choices[].delta.content")
            .text(TextKind.REASONING, "choices[].delta.reasoning_content")
            .text(TextKind.REASONING, "choices[].delta.reasoning")
            .text(TextKind.TOOL_CALL, "choices[].delta.tool_calls[].function.arguments")
            .text(TextKind.ANSWER, "choices[].text")
            .id("id")
            .finishReason("choices[].finish_reason")
            .error("error")
            .errorMessage("error.message")
            .usage(UsageField.PROMPT_TOKENS, "usage.prompt_tokens")
            .usage(UsageField.COMPLETION_TOKENS, "usage.completion_tokens")
            .usage(UsageField.CACHED_TOKENS, "usage.prompt_tokens_details.cached_tokens")
            .usage(UsageField.REASONING_TOKENS, "usage.completion_tokens_details.reasoning_tokens")
            .build();
    static final TextPaths WHOLE = TextPaths.builder()
            .text(TextKind.ANSWER, "choices[].message.content")
            .text(TextKind.TOOL_CALL, "choices[].message.tool_calls[].function.arguments")
            .text(TextKind.ANSWER, "choices[].text")
            .id("id")
            .finishReason("choices[].finish_reason")
            .error("error")
            .errorMessage("error.message")
            .usage(UsageField.PROMPT_TOKENS, "usage.prompt_tokens")
            .usage(UsageField.COMPLETION_TOKENS, "usage.completion_tokens")
            .build();

    /** A run of output text. */
    record Run(int event, TextKind kind, String text) {}

    /** What a flight was like when it ended. */
    record Seen(
            Status status,
            int httpStatus,
            @Nullable String error,
            String text,
            List<Run> runs,
            TokenTimes times,
            int coalesced,
            @Nullable Usage usage,
            @Nullable String id,
            @Nullable String finishReason,
            long sent,
            long firstByte,
            long firstAnswer,
            long end,
            long connectNanos,
            Stamp stamp) {
        static Seen of(Flight flight) {
            flight.unescape();
            byte[] text = flight.text();
            var runs = new ArrayList<Run>();
            flight.forEachRun((event, kind, from, to) ->
                    runs.add(new Run(event, kind, new String(text, from, to - from, StandardCharsets.UTF_8))));
            return new Seen(
                    flight.status(),
                    flight.httpStatus(),
                    flight.error(),
                    new String(text, StandardCharsets.UTF_8),
                    runs,
                    flight.tokenTimes(),
                    flight.coalesced(),
                    flight.usage(),
                    flight.responseId(),
                    flight.finishReason(),
                    flight.sentNanos(),
                    flight.firstByteNanos(),
                    flight.firstAnswerNanos(),
                    flight.endNanos(),
                    flight.connectNanos(),
                    flight.stamp());
        }
    }

    private final HttpClient client;
    private final Route streamed;
    private final Route whole;

    Wire(HttpSettings settings) {
        client = HttpClient.open(settings);
        streamed = client.route("/v1/chat/completions", HttpClient.Answers.STREAMED, STREAM, WHOLE);
        whole = client.route("/v1/chat/completions", HttpClient.Answers.WHOLE, STREAM, WHOLE);
    }

    HttpClient client() {
        return client;
    }

    HttpLoop loop() {
        return client.loops().getFirst();
    }

    Seen stream() {
        return stream(0);
    }

    Seen stream(int origin) {
        return await(begin(streamed, origin));
    }

    Seen whole() {
        return await(begin(whole, 0));
    }

    CompletableFuture<Seen> beginStream() {
        return begin(streamed, 0);
    }

    Route streamedRoute() {
        return streamed;
    }

    /** Sends this body and waits for what comes. */
    Seen ask(String body) {
        return await(begin(body));
    }

    CompletableFuture<Seen> begin(String body) {
        return begin(streamed, 0, body.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<Seen> begin(Route route, int origin) {
        return begin(route, origin, "{\"stream\":true}".getBytes(StandardCharsets.UTF_8));
    }

    /** Of a session. */
    CompletableFuture<Seen> beginTurn(int session) {
        return begin(streamed, 0, "{}".getBytes(StandardCharsets.UTF_8), session);
    }

    private CompletableFuture<Seen> begin(Route route, int origin, byte[] body) {
        return begin(route, origin, body, Flight.NO_SESSION);
    }

    private CompletableFuture<Seen> begin(Route route, int origin, byte[] body, int session) {
        var seen = new CompletableFuture<Seen>();
        loop().execute(() -> {
            Flight flight = loop().newFlight();
            flight.session(session);
            loop().start(flight.request(route, origin, body, ended -> {
                try {
                    if (!seen.complete(Seen.of(ended))) {
                        seen.obtrudeException(new AssertionError("ended twice"));
                    }
                } catch (RuntimeException | Error e) {
                    seen.completeExceptionally(e);
                }
                ended.release();
            }));
        });
        return seen;
    }

    static Seen await(CompletableFuture<Seen> seen) {
        try {
            return seen.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the flight did not end", e);
        }
    }

    /** Waits until the loop has done what it was told before. */
    void settle() {
        var done = new CompletableFuture<@Nullable Void>();
        loop().execute(() -> done.complete(null));
        done.join();
    }

    @Override
    public void close() {
        client.close();
    }
}
