package io.streamgauge.jmh;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.ProfileExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/** What does a request of the raw export cost? One operation is a reference prompt's body and the texts and times of a real answer, escaped and
 * written to a file in the directory for temporary files; the file begins anew with each iteration. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExportWriteBench {
    private final List<String> texts =
            new NaiveReader().texts(Capture.llamaServer().body());
    /** As they stood between the quotes of the server's JSON. */
    private final List<byte[]> escaped = texts.stream()
            .map(token -> JsonMapper.shared().writeValueAsString(token))
            .map(json -> json.substring(1, json.length() - 1).getBytes(StandardCharsets.UTF_8))
            .toList();

    private final byte[] text = Capture.joined(escaped);
    private final int[] lengths =
            escaped.stream().mapToInt(token -> token.length).toArray();
    private final byte[] body = ("{\"messages\":[{\"role\":\"user\",\"content\":\""
                    + "A line of a prompt, as long as most. ".repeat(100) + "\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    private final RequestRecord record = Runs.records(1, texts.size()).getFirst();
    private Path file = Path.of("");
    private @Nullable ProfileExport export;

    @Setup(Level.Iteration)
    public void begin() throws IOException {
        file = Files.createTempFile("export", ".json");
        export = ProfileExport.create(
                file, new ProfileExport.Header("concurrency", 32, "v1/chat/completions", envelope(), 0));
    }

    private static ProfileExport.Envelope envelope() {
        return ProfileExport.Envelope.CHAT_STREAM;
    }

    @TearDown(Level.Iteration)
    public void end() throws IOException {
        if (export != null) {
            export.close();
            export = null;
        }
        Files.deleteIfExists(file);
    }

    @Benchmark
    public RequestRecord write() throws IOException {
        if (export != null) {
            export.add(record, new ProfileExport.Sent(body, 0), text, lengths);
        }
        return record;
    }

    /** Ends the file, and says where it is. */
    Path finished() throws IOException {
        if (export != null) {
            export.finish();
        }
        return file;
    }

    List<String> texts() {
        return texts;
    }
}
