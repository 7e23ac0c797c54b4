package io.streamgauge.dataset;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** When the requests of JSON lines came that another system recorded. One file's lines in order: some count from the first. */
final class RecordedMoments {
    private static final double NANOS_PER_SECOND = 1e9;

    private final DatasetFormat format;
    private boolean begun;
    private long firstNanos;

    RecordedMoments(DatasetFormat format) {
        this.format = format;
    }

    /** Whether lines of a format say so in their own way. */
    static boolean tells(DatasetFormat format) {
        return switch (format) {
            case BAILIAN, BASETEN, SAGEMAKER -> true;
            case JSONL,
                    PAYLOAD,
                    MULTI_TURN,
                    TEXT,
                    SHAREGPT,
                    OPENAI_BATCH,
                    RAW_PAYLOAD,
                    INPUTS_JSON,
                    BURSTGPT,
                    AZURE,
                    WEKA,
                    TRACELAB,
                    OTEL,
                    DAG -> false;
        };
    }

    /** Nanoseconds from the beginning of the recording. */
    long moment(JsonNode row) {
        return switch (format) {
            case BAILIAN -> seconds(row);
            case BASETEN -> sinceFirst(TimeUnit.MILLISECONDS.toNanos(count(row, "timestamp_start_unix_ms")));
            case SAGEMAKER ->
                sinceFirst(date(row.path("eventMetadata").path("inferenceTime"), "eventMetadata.inferenceTime"));
            default ->
                throw new IllegalStateException("a file of format " + format.key() + " has no moments of its own");
        };
    }

    private long sinceFirst(long nanos) {
        firstNanos = begun ? firstNanos : nanos;
        begun = true;
        return Math.max(0, nanos - firstNanos);
    }

    private static long seconds(JsonNode row) {
        var value = row.path("timestamp");
        if (!value.isNumber() || !(value.doubleValue() >= 0) || value.doubleValue() > 1e9) {
            throw new RowException("\"timestamp\" is " + value + "; expected seconds since the trace began");
        }
        return Math.round(value.doubleValue() * NANOS_PER_SECOND);
    }

    private static long count(JsonNode row, String name) {
        var value = row.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new RowException("\"" + name + "\" is " + value + "; expected milliseconds since 1970");
        }
        return value.longValue();
    }

    /** Nanoseconds since 1970 of a date; of one without a zone as in UTC. */
    static long date(JsonNode value, String name) {
        var text = value.asString("");
        try {
            Instant instant = text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new RowException(
                    "\"" + name + "\" is " + value + "; expected a time such as 2026-02-14T17:25:06Z", e);
        }
    }
}
