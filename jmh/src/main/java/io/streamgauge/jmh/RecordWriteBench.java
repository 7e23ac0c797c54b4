package io.streamgauge.jmh;

import io.streamgauge.record.RecordWriter;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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

/** What does a line of the record file cost? One operation is one request of {@value #TOKENS} tokens, formatted and written to a file in the directory
 * for temporary files; the file begins anew with each iteration. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordWriteBench {
    /** Tokens of the request. */
    public static final int TOKENS = 1300;

    private final RequestRecord record = Runs.records(1, TOKENS).getFirst();
    private Path file = Path.of("");
    private RecordWriter writer = open();

    private RecordWriter open() {
        try {
            file = Files.createTempFile("records", ".jsonl");
            return RecordWriter.create(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a temporary file", e);
        }
    }

    @Setup(Level.Iteration)
    public void begin() throws IOException {
        end();
        writer = open();
    }

    @TearDown
    public void end() throws IOException {
        writer.close();
        Files.delete(file);
    }

    @Benchmark
    public RequestRecord write() throws IOException {
        writer.write(record);
        return record;
    }

    /** Writes what is pending, and says where. */
    Path flushed() throws IOException {
        writer.flush();
        return file;
    }

    RequestRecord record() {
        return record;
    }
}
