package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.TokenTimes;

/**
 * How one tool computes its values from a request that succeeded with output. Times are raw nanoseconds; NaN where a
 * request has no such value.
 */
sealed interface Formulas {
    /** Tokens that the tool takes the answer to have. */
    long outputTokens(RequestRecord record);

    /** When the tool takes the request to have ended. */
    long endNanos(RequestRecord record);

    double interTokenLatency(RequestRecord record);

    /** Value of a metric of scope request or stream, {@link Metric#INTER_CHUNK_LATENCY} excepted. */
    default double value(Metric metric, RequestRecord record) {
        var times = record.tokenTimes();
        return switch (metric) {
            case TIME_TO_FIRST_TOKEN, TIME_TO_FIRST_IMAGE ->
                times.count() > 0 ? times.first() - record.sentNanos() : Double.NaN;
            case TIME_TO_SECOND_TOKEN -> times.count() > 1 ? times.at(1) - times.first() : Double.NaN;
            case REQUEST_LATENCY -> endNanos(record) - record.sentNanos();
            case INTER_TOKEN_LATENCY -> interTokenLatency(record);
            case OUTPUT_TOKEN_THROUGHPUT_PER_USER -> perUser(interTokenLatency(record));
            case OUTPUT_SEQUENCE_LENGTH -> outputTokens(record);
            case INPUT_SEQUENCE_LENGTH -> record.isl();
            case IMAGE_LATENCY ->
                record.images() > 0 ? (double) (endNanos(record) - record.sentNanos()) / record.images() : Double.NaN;
            case IMAGE_THROUGHPUT -> record.images() > 0 ? perSecond(record.images(), record) : Double.NaN;
            case TIME_TO_FIRST_ANSWER_TOKEN -> since(record.sentNanos(), record.firstAnswerNanos());
            case OUTPUT_TOKEN_THROUGHPUT_PER_REQUEST -> perRequest(record);
            case TIME_PER_OUTPUT_TOKEN -> timePerOutputToken(record);
            case CONNECT_TIME -> record.connectNanos() > 0 ? record.connectNanos() : Double.NaN;
            case SCHEDULE_SLIP -> since(record.dueNanos(), record.sentNanos());
            case OUTPUT_TOKEN_THROUGHPUT,
                    REQUEST_THROUGHPUT,
                    REQUEST_GOODPUT,
                    REQUEST_COUNT,
                    INTER_CHUNK_LATENCY,
                    INPUT_TOKEN_THROUGHPUT,
                    TOTAL_TOKEN_THROUGHPUT,
                    SESSION_TURNS,
                    SESSION_DURATION,
                    SESSION_THROUGHPUT,
                    SESSION_COUNT -> throw new IllegalArgumentException(metric + " has no single value for a request");
        };
    }

    default double timePerOutputToken(RequestRecord record) {
        return Double.NaN;
    }

    private static double perUser(double interTokenNanos) {
        // All tokens in one read have no pace; a division by zero is not a speed.
        return interTokenNanos > 0 ? 1 / (interTokenNanos / 1e9) : Double.NaN;
    }

    private double perRequest(RequestRecord record) {
        return perSecond(outputTokens(record), record);
    }

    private double perSecond(long count, RequestRecord record) {
        double latencyNanos = endNanos(record) - record.sentNanos();
        return latencyNanos > 0 ? count / (latencyNanos / 1e9) : Double.NaN;
    }

    private static double since(long fromNanos, long toNanos) {
        return fromNanos == RequestRecord.ABSENT || toNanos == RequestRecord.ABSENT ? Double.NaN : toNanos - fromNanos;
    }

    private static double timeAfterFirst(RequestRecord record) {
        TokenTimes times = record.tokenTimes();
        return times.last() - times.first();
    }

    /** Answers without text, as embeddings, last until they are there. */
    private static long lastTextNanos(RequestRecord record) {
        return record.tokenTimes().count() == 0
                ? record.endNanos()
                : record.tokenTimes().last();
    }

    private static long usageOrCounted(RequestRecord record) {
        var usage = record.usage();
        return usage != null && usage.completionTokens() > 0 ? usage.completionTokens() : record.osl();
    }

    /**
     * NVIDIA genai-perf 0.0.16, {@code llm_profile_data_parser.py}: latency ends with the last event that carries text,
     * tokens are counted by the client's tokenizer, the inter token latency is one value a request, rounded to whole
     * nanoseconds half to even.
     */
    final class GenaiPerf implements Formulas {
        @Override
        public long outputTokens(RequestRecord record) {
            return record.osl();
        }

        @Override
        public long endNanos(RequestRecord record) {
            return lastTextNanos(record);
        }

        @Override
        public double interTokenLatency(RequestRecord record) {
            return record.tokenTimes().count() > 1 && record.osl() > 1
                    ? Math.rint(timeAfterFirst(record) / (record.osl() - 1))
                    : Double.NaN;
        }
    }

    /**
     * {@code vllm bench serve}: the server's usage counts the tokens where it is given; what the tool calls time per
     * output token is the inter token latency here, not rounded; what it calls inter-token latency is the inter chunk
     * latency here.
     */
    final class Vllm implements Formulas {
        @Override
        public long outputTokens(RequestRecord record) {
            return usageOrCounted(record);
        }

        @Override
        public long endNanos(RequestRecord record) {
            return lastTextNanos(record);
        }

        @Override
        public double interTokenLatency(RequestRecord record) {
            long tokens = outputTokens(record);
            return tokens > 1 ? timeAfterFirst(record) / (tokens - 1) : Double.NaN;
        }
    }

    /**
     * guidellm: latency lasts until the answer is over, the last bytes after the text included; time per output token
     * spreads the time to the first token over all tokens.
     */
    final class Guidellm implements Formulas {
        @Override
        public long outputTokens(RequestRecord record) {
            return usageOrCounted(record);
        }

        @Override
        public long endNanos(RequestRecord record) {
            return record.endNanos() == RequestRecord.ABSENT
                    ? record.tokenTimes().last()
                    : record.endNanos();
        }

        @Override
        public double interTokenLatency(RequestRecord record) {
            long tokens = outputTokens(record);
            return tokens > 1 ? timeAfterFirst(record) / (tokens - 1) : Double.NaN;
        }

        @Override
        public double timePerOutputToken(RequestRecord record) {
            long tokens = outputTokens(record);
            return tokens > 0 ? (double) (record.tokenTimes().last() - record.sentNanos()) / tokens : Double.NaN;
        }
    }
}
