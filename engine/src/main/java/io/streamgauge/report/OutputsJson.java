package io.streamgauge.report;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.record.JsonBytes;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code outputs.json} in AIPerf's shape, written request by request while the run is on: what each measured request was answered.
 * The file appears at {@link #finish}; closing without it leaves nothing. One thread.
 */
public final class OutputsJson implements AutoCloseable {
    private static final int WRITE_FROM_BYTES = 256 * 1024;
    private static final List<Metric> METRICS = List.of(
            Metric.INPUT_SEQUENCE_LENGTH,
            Metric.OUTPUT_SEQUENCE_LENGTH,
            Metric.REQUEST_LATENCY,
            Metric.TIME_TO_FIRST_TOKEN,
            Metric.INTER_TOKEN_LATENCY);

    private final AtomicFile file;
    private final long epochOffsetNanos;
    private final JsonBytes json = new JsonBytes(2 * WRITE_FROM_BYTES);
    private boolean first = true;

    private OutputsJson(AtomicFile file, long epochOffsetNanos) {
        this.file = file;
        this.epochOffsetNanos = epochOffsetNanos;
    }

    /**
     * Starts the file beside its place.
     *
     * @param epochOffsetNanos what is added to a monotonic time to make it nanoseconds since 1970
     */
    public static OutputsJson create(Path path, long epochOffsetNanos) throws IOException {
        var outputs = new OutputsJson(AtomicFile.create(path), epochOffsetNanos);
        outputs.raw("{\"schema_version\":\"1.0\",\"data\":[");
        return outputs;
    }

    /**
     * Adds a request that ended; passes over warm-up and failures.
     *
     * @param text the whole answer, UTF-8
     */
    public void add(RequestRecord record, byte[] text) throws IOException {
        if (!record.isMeasuredOk()) {
            return;
        }
        SessionTurn turn = record.session();
        raw(first ? "\n{\"session_num\":" : ",\n{\"session_num\":");
        first = false;
        json.number(record.request());
        raw(",\"conversation_id\":");
        json.string(turn == null ? null : turn.session());
        raw(",\"turn_index\":");
        json.number(turn == null ? 0 : turn.turn());
        raw(",\"x_request_id\":");
        json.string(record.responseId());
        raw(",\"request_start_ns\":");
        json.number(record.sentNanos() + epochOffsetNanos);
        raw(",\"request_end_ns\":");
        json.number(record.endNanos() + epochOffsetNanos);
        raw(",\"metrics\":{");
        metrics(record);
        raw("},\"response_text\":");
        if (text.length == 0) {
            json.string(null);
        } else {
            raw("\"");
            json.escaped(text, 0, text.length);
            raw("\"");
        }
        raw("}");
        if (json.length() >= WRITE_FROM_BYTES) {
            flush();
        }
    }

    /** In the units of tables; what an answer has no value of is left out. */
    private void metrics(RequestRecord record) {
        var between = "";
        for (var metric : METRICS) {
            double[] values = Summarizer.values(metric, List.of(record), Definitions.GENAI_PERF);
            if (values.length > 0) {
                raw(between + "\"" + metric.key() + "\":"
                        + values[0] * metric.unit().scale());
                between = ",";
            }
        }
    }

    private void raw(String ascii) {
        json.raw(JsonBytes.ascii(ascii));
    }

    private void flush() throws IOException {
        file.append(json.bytes(), json.length());
        json.discard(json.length());
    }

    /** Ends the file and puts it in its place. */
    public void finish() throws IOException {
        raw("\n]}\n");
        flush();
        file.commit();
    }

    /** Drops the file unless it was finished. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
