package io.streamgauge.mock;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the built-in server is to do. Immutable; start from {@link #defaults()} or {@link #builder()}.
 *
 * @param host address to bind; loopback unless told otherwise
 * @param port TCP port, 0 for any free one
 * @param unixSocket path of a Unix domain socket to listen on instead of TCP, or null (Linux with epoll only)
 * @param tls certificate and key to speak TLS with, or null for plain text
 * @param loops event-loop threads
 * @param models names that exist; empty means every name does
 * @param style whose wire habits to take on
 * @param strict whether unknown request fields are refused with 400 whatever the style
 * @param ttft from a request's admission to its first token
 * @param itl from one token to the next
 * @param ttftPerInputTokenNanos added to the first token's time for each prompt token
 * @param defaultOutputTokens tokens of an answer whose request sets no limit
 * @param eosAfterTokens where an answer ends by itself unless the request says {@code ignore_eos} or more {@code min_tokens}; 0 for never
 * @param reasoningTokens how many of the first tokens of a chat answer are reasoning
 * @param tokensPerEvent tokens in each event after the first, which always carries one alone
 * @param eventsPerWrite events gathered into one write after the first, which is always written alone
 * @param maxConcurrent answers generated at a time, the rest wait in order; 0 for no limit
 * @param seed of the answers' words and of the latency draws
 * @param faults what goes wrong on purpose; for each request the first rule that fits counts
 * @param truthTokens most write stamps kept for finished requests; the oldest requests are forgotten beyond it
 * @param truthLog file that receives the truth as JSON lines when the server is closed, or null
 * @param promptTokens counts the tokens of a prompt for {@code usage}; called on an event loop
 */
public record MockOptions(
        String host,
        int port,
        @Nullable Path unixSocket,
        @Nullable Tls tls,
        int loops,
        List<String> models,
        WireStyle style,
        boolean strict,
        LatencyModel ttft,
        LatencyModel itl,
        long ttftPerInputTokenNanos,
        int defaultOutputTokens,
        int eosAfterTokens,
        int reasoningTokens,
        int tokensPerEvent,
        int eventsPerWrite,
        int maxConcurrent,
        long seed,
        List<FaultRule> faults,
        long truthTokens,
        @Nullable Path truthLog,
        ToIntFunction<String> promptTokens) {

    /** PEM files of a certificate chain and its private key (PKCS#8, no password). */
    public record Tls(Path certificateFile, Path keyFile) {}

    public MockOptions {
        models = List.copyOf(models);
        faults = List.copyOf(faults);
        require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
        require(loops >= 1 && loops <= 256, "loops", loops, "1 to 256");
        require(ttftPerInputTokenNanos >= 0, "TTFT per input token", ttftPerInputTokenNanos, "0 ns or more");
        require(defaultOutputTokens >= 1, "default output tokens", defaultOutputTokens, "1 or more");
        require(eosAfterTokens >= 0, "tokens before the end of sequence", eosAfterTokens, "0 or more");
        require(reasoningTokens >= 0, "reasoning tokens", reasoningTokens, "0 or more");
        require(tokensPerEvent >= 1, "tokens per event", tokensPerEvent, "1 or more");
        require(eventsPerWrite >= 1, "events per write", eventsPerWrite, "1 or more");
        require(maxConcurrent >= 0, "concurrent streams", maxConcurrent, "0 (no limit) or more");
        require(truthTokens >= 0, "truth tokens", truthTokens, "0 or more");
    }

    /** Loopback, any free port, vLLM's habits, 20 ms to the first token and 10 ms between tokens. */
    public static MockOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A rough count for where no tokenizer is at hand: four bytes of English to a token. */
    static int roughTokens(String prompt) {
        return (prompt.length() + 3) / 4;
    }

    private static void require(boolean holds, String what, long given, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + " must be " + expected + ", not " + given);
        }
    }

    /** Collects options; each method is named as the component it sets. */
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port;
        private @Nullable Path unixSocket;
        private @Nullable Tls tls;
        private int loops = 1;
        private List<String> models = List.of();
        private WireStyle style = WireStyle.VLLM;
        private boolean strict;
        private LatencyModel ttft = new LatencyModel.Fixed(20_000_000);
        private LatencyModel itl = new LatencyModel.Fixed(10_000_000);
        private long ttftPerInputTokenNanos;
        private int defaultOutputTokens = 128;
        private int eosAfterTokens;
        private int reasoningTokens;
        private int tokensPerEvent = 1;
        private int eventsPerWrite = 1;
        private int maxConcurrent;
        private long seed;
        private List<FaultRule> faults = List.of();
        private long truthTokens = 4_000_000;
        private @Nullable Path truthLog;
        private ToIntFunction<String> promptTokens = MockOptions::roughTokens;

        private Builder() {}

        public Builder host(String value) {
            host = value;
            return this;
        }

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder unixSocket(@Nullable Path value) {
            unixSocket = value;
            return this;
        }

        public Builder tls(@Nullable Tls value) {
            tls = value;
            return this;
        }

        public Builder loops(int value) {
            loops = value;
            return this;
        }

        public Builder models(List<String> value) {
            models = value;
            return this;
        }

        public Builder style(WireStyle value) {
            style = value;
            return this;
        }

        public Builder strict(boolean value) {
            strict = value;
            return this;
        }

        public Builder ttft(LatencyModel value) {
            ttft = value;
            return this;
        }

        public Builder itl(LatencyModel value) {
            itl = value;
            return this;
        }

        public Builder ttftPerInputTokenNanos(long value) {
            ttftPerInputTokenNanos = value;
            return this;
        }

        public Builder defaultOutputTokens(int value) {
            defaultOutputTokens = value;
            return this;
        }

        public Builder eosAfterTokens(int value) {
            eosAfterTokens = value;
            return this;
        }

        public Builder reasoningTokens(int value) {
            reasoningTokens = value;
            return this;
        }

        public Builder tokensPerEvent(int value) {
            tokensPerEvent = value;
            return this;
        }

        public Builder eventsPerWrite(int value) {
            eventsPerWrite = value;
            return this;
        }

        public Builder maxConcurrent(int value) {
            maxConcurrent = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder faults(List<FaultRule> value) {
            faults = value;
            return this;
        }

        public Builder truthTokens(long value) {
            truthTokens = value;
            return this;
        }

        public Builder truthLog(@Nullable Path value) {
            truthLog = value;
            return this;
        }

        public Builder promptTokens(ToIntFunction<String> value) {
            promptTokens = value;
            return this;
        }

        public MockOptions build() {
            return new MockOptions(
                    host,
                    port,
                    unixSocket,
                    tls,
                    loops,
                    models,
                    style,
                    strict,
                    ttft,
                    itl,
                    ttftPerInputTokenNanos,
                    defaultOutputTokens,
                    eosAfterTokens,
                    reasoningTokens,
                    tokensPerEvent,
                    eventsPerWrite,
                    maxConcurrent,
                    seed,
                    faults,
                    truthTokens,
                    truthLog,
                    promptTokens);
        }
    }
}
