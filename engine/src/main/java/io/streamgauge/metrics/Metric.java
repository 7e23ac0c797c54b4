package io.streamgauge.metrics;

import java.util.Arrays;
import java.util.Optional;

/**
 * Everything that is reported, in the order in which tables show it: genai-perf's rows first, under genai-perf's keys and
 * labels, then ours. Definitions stand in {@link Definitions}.
 */
public enum Metric {
    /** From sent to the first event with output text. */
    TIME_TO_FIRST_TOKEN("time_to_first_token", "Time To First Token", "TTFT (ms)", Unit.MILLISECONDS, Scope.STREAM),
    /** From the first to the second event with output text: a gap, not a time since sent. */
    TIME_TO_SECOND_TOKEN("time_to_second_token", "Time To Second Token", "TTST (ms)", Unit.MILLISECONDS, Scope.STREAM),
    /** From sent to the last event with output text. */
    REQUEST_LATENCY("request_latency", "Request Latency", "Latency (ms)", Unit.MILLISECONDS, Scope.REQUEST),
    /** (latency − time to first token) / (output tokens − 1): one value a request. */
    INTER_TOKEN_LATENCY("inter_token_latency", "Inter Token Latency", "ITL (ms)", Unit.MILLISECONDS, Scope.STREAM),
    /** 1 / inter token latency. */
    OUTPUT_TOKEN_THROUGHPUT_PER_USER(
            "output_token_throughput_per_user",
            "Output Token Throughput Per User",
            "Tokens/s/user",
            Unit.TOKENS_PER_SECOND_PER_USER,
            Scope.STREAM),
    /** Output tokens of a request, by the client's tokenizer. */
    OUTPUT_SEQUENCE_LENGTH(
            "output_sequence_length", "Output Sequence Length", "OSL (tokens)", Unit.TOKENS, Scope.REQUEST),
    /** Input tokens of a request, by the client's tokenizer. */
    INPUT_SEQUENCE_LENGTH("input_sequence_length", "Input Sequence Length", "ISL (tokens)", Unit.TOKENS, Scope.REQUEST),
    /** Latency of a request that carried images / their number. */
    IMAGE_LATENCY("image_latency", "Image Latency", "Latency (ms/image)", Unit.MILLISECONDS_PER_IMAGE, Scope.REQUEST),
    /** Images of a request / its latency. */
    IMAGE_THROUGHPUT("image_throughput", "Image Throughput", "Images/s", Unit.IMAGES_PER_SECOND, Scope.REQUEST),
    /** All output tokens / duration. */
    OUTPUT_TOKEN_THROUGHPUT(
            "output_token_throughput", "Output Token Throughput", "Output tokens/s", Unit.TOKENS_PER_SECOND, Scope.RUN),
    /** Successful requests / duration. */
    REQUEST_THROUGHPUT("request_throughput", "Request Throughput", "Requests/s", Unit.REQUESTS_PER_SECOND, Scope.RUN),
    /** Requests that met every objective / duration. */
    REQUEST_GOODPUT("request_goodput", "Request Goodput", "Good requests/s", Unit.REQUESTS_PER_SECOND, Scope.RUN),
    /** Successful requests with output. */
    REQUEST_COUNT("request_count", "Request Count", "Requests", Unit.COUNT, Scope.RUN),

    /** Every gap between two neighbouring events with output text, of all requests in one pool. */
    INTER_CHUNK_LATENCY("inter_chunk_latency", "Inter Chunk Latency", "ICL (ms)", Unit.MILLISECONDS, Scope.STREAM),
    /** From sent to the first text that is answer, not reasoning. */
    TIME_TO_FIRST_ANSWER_TOKEN(
            "time_to_first_answer_token", "Time To First Answer Token", "TTFA (ms)", Unit.MILLISECONDS, Scope.STREAM),
    /** From sent to the first image, a partial one or the last, of a streamed image generation. */
    TIME_TO_FIRST_IMAGE("time_to_first_image", "Time To First Image", "TTFI (ms)", Unit.MILLISECONDS, Scope.STREAM),
    /** Output tokens of a request / its latency. */
    OUTPUT_TOKEN_THROUGHPUT_PER_REQUEST(
            "output_token_throughput_per_request",
            "Output Token Throughput Per Request",
            "Tokens/s/request",
            Unit.TOKENS_PER_SECOND,
            Scope.REQUEST),
    /** (last event − sent) / output tokens; a row of guidellm's alone. */
    TIME_PER_OUTPUT_TOKEN(
            "time_per_output_token", "Time Per Output Token", "TPOT (ms)", Unit.MILLISECONDS, Scope.STREAM),
    /** Time to make the connection, of the requests that had to. */
    CONNECT_TIME("connect_time", "Connect Time", "Connect (ms)", Unit.MILLISECONDS, Scope.REQUEST),
    /** Sent − due: how late the client sent a request that its schedule wanted earlier. */
    SCHEDULE_SLIP("schedule_slip", "Schedule Slip", "Slip (ms)", Unit.MILLISECONDS, Scope.REQUEST),
    /** All input tokens / duration. */
    INPUT_TOKEN_THROUGHPUT(
            "input_token_throughput", "Input Token Throughput", "Input tokens/s", Unit.TOKENS_PER_SECOND, Scope.RUN),
    /** All input and output tokens / duration. */
    TOTAL_TOKEN_THROUGHPUT(
            "total_token_throughput", "Total Token Throughput", "Total tokens/s", Unit.TOKENS_PER_SECOND, Scope.RUN),
    /** Turns of a session that were answered. */
    SESSION_TURNS("session_turns", "Session Turns", "Turns/session", Unit.COUNT, Scope.SESSION),
    /** From the send of a session's first turn to the end of its last answer; of those whose every turn was answered. */
    SESSION_DURATION("session_duration", "Session Duration", "Session (ms)", Unit.MILLISECONDS, Scope.SESSION),
    /** Sessions whose every turn was answered / duration. */
    SESSION_THROUGHPUT("session_throughput", "Session Throughput", "Sessions/s", Unit.SESSIONS_PER_SECOND, Scope.RUN),
    /** Sessions whose every turn was answered. */
    SESSION_COUNT("session_count", "Session Count", "Sessions", Unit.COUNT, Scope.RUN);

    /** What a metric has values of. */
    public enum Scope {
        /** One number for the whole run. */
        RUN,
        /** A distribution, whatever the answers look like. */
        REQUEST,
        /** A distribution with a value for each session; only where requests are turns of such. */
        SESSION,
        /** A distribution that has a meaning for streamed answers only. */
        STREAM
    }

    /** Unit of a reported value, and how a raw value (nanoseconds, or the unit itself) comes to it. */
    public enum Unit {
        MILLISECONDS("ms", "ms", 1_000_000),
        MILLISECONDS_PER_IMAGE("ms/image", "ms/image", 1_000_000),
        IMAGES_PER_SECOND("images/sec", "images/sec", 1),
        TOKENS("tokens", "tokens", 1),
        COUNT("count", "count", 1),
        REQUESTS_PER_SECOND("requests/sec", "per sec", 1),
        SESSIONS_PER_SECOND("sessions/sec", "per sec", 1),
        TOKENS_PER_SECOND("tokens/sec", "tokens/sec", 1),
        TOKENS_PER_SECOND_PER_USER("tokens/sec/user", "tokens/sec/user", 1);

        private final String name;
        private final String inLabel;
        private final double rawPerUnit;

        Unit(String name, String inLabel, double rawPerUnit) {
            this.name = name;
            this.inLabel = inLabel;
            this.rawPerUnit = rawPerUnit;
        }

        /** As JSON files name it. */
        public String unitName() {
            return name;
        }

        /** What a raw value is multiplied with. */
        public double scale() {
            return 1 / rawPerUnit;
        }

        /** What a value in this unit is multiplied with to be raw. */
        public double rawPerUnit() {
            return rawPerUnit;
        }
    }

    private final String key;
    private final String title;
    private final String shortLabel;
    private final Unit unit;
    private final Scope scope;

    Metric(String key, String title, String shortLabel, Unit unit, Scope scope) {
        this.key = key;
        this.title = title;
        this.shortLabel = shortLabel;
        this.unit = unit;
        this.scope = scope;
    }

    /** The name in files and options. */
    public String key() {
        return key;
    }

    /** The name in tables, without unit. */
    public String title() {
        return title;
    }

    /** The name in tables with its unit, as genai-perf writes it. */
    public String label() {
        return title + " (" + unit.inLabel + ")";
    }

    /** The name with its unit where there is little room. */
    public String shortLabel() {
        return shortLabel;
    }

    public Unit unit() {
        return unit;
    }

    public Scope scope() {
        return scope;
    }

    /** Whether genai-perf has this row in its tables. */
    public boolean isGenaiPerfRow() {
        return compareTo(REQUEST_COUNT) <= 0;
    }

    /** Whether it has a meaning where answers are about that. */
    boolean isOf(Subject subject) {
        return this == TIME_TO_FIRST_IMAGE ? subject == Subject.IMAGE_GENERATION : subject.hasText() || !isOfText();
    }

    /** Whether it is about text that came, and so has no meaning where answers are numbers. */
    private boolean isOfText() {
        return scope == Scope.STREAM
                || switch (this) {
                    case OUTPUT_SEQUENCE_LENGTH,
                            OUTPUT_TOKEN_THROUGHPUT,
                            OUTPUT_TOKEN_THROUGHPUT_PER_REQUEST,
                            TOTAL_TOKEN_THROUGHPUT -> true;
                    default -> false;
                };
    }

    /** Whether an objective may name this metric: each request has its own value, in time or in rate. */
    public boolean isObjective() {
        return switch (this) {
            case TIME_TO_FIRST_TOKEN,
                    TIME_TO_SECOND_TOKEN,
                    REQUEST_LATENCY,
                    INTER_TOKEN_LATENCY,
                    OUTPUT_TOKEN_THROUGHPUT_PER_USER,
                    OUTPUT_TOKEN_THROUGHPUT_PER_REQUEST,
                    TIME_TO_FIRST_ANSWER_TOKEN,
                    TIME_TO_FIRST_IMAGE,
                    IMAGE_LATENCY,
                    IMAGE_THROUGHPUT -> true;
            default -> false;
        };
    }

    /** Whether more is better, as of rates. */
    public boolean isRate() {
        return switch (unit) {
            case REQUESTS_PER_SECOND,
                    SESSIONS_PER_SECOND,
                    TOKENS_PER_SECOND,
                    TOKENS_PER_SECOND_PER_USER,
                    IMAGES_PER_SECOND -> true;
            case MILLISECONDS, MILLISECONDS_PER_IMAGE, TOKENS, COUNT -> false;
        };
    }

    /** The metric of this key. */
    public static Optional<Metric> ofKey(String key) {
        return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
    }
}
