package io.streamgauge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RecordWriter;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.record.TokenTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {
    private final AtomicLong now = new AtomicLong(-5_000_000_000L);

    @TempDir
    private Path directory;

    private Path file;
    private RecordLog log;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("records.jsonl");
        log = new RecordLog(RecordWriter.create(file), now::get);
    }

    private static RequestRecord record(int request) {
        return new RequestRecord(
                request,
                Phase.MEASURE,
                "r" + request,
                Status.OK,
                200,
                null,
                1,
                1,
                2,
                TokenTimes.of(2, 3),
                2,
                3,
                1,
                2,
                null,
                0,
                Stamp.USER,
                0,
                "stop",
                0,
                0,
                null);
    }

    /** The requests in the file, as one finds it who comes after the process was killed. */
    private List<Integer> written() throws IOException {
        return RecordReader.read(file).records().stream()
                .map(RequestRecord::request)
                .toList();
    }

    private void after(long nanos) {
        now.addAndGet(nanos);
        log.flushWhenDue();
    }

    @Test
    void aLineIsInTheFileATenthOfASecondAfterItWasAdded() throws IOException {
        log.add(record(1));
        after(RecordLog.FLUSH_NANOS - 1);
        assertThat(log.nanosToFlush()).isEqualTo(1);
        log.add(record(2));
        assertThat(written()).isEmpty();
        after(1);
        assertThat(written()).containsExactly(1, 2);
    }

    /** However long nothing was added before it. */
    @Test
    void theWaitBeginsWithTheOldestLine() throws IOException {
        assertThat(log.nanosToFlush()).isEqualTo(Long.MAX_VALUE);
        log.add(record(1));
        after(RecordLog.FLUSH_NANOS);
        assertThat(log.nanosToFlush()).isEqualTo(Long.MAX_VALUE);
        after(10 * RecordLog.FLUSH_NANOS);
        log.add(record(2));
        assertThat(log.nanosToFlush()).isEqualTo(RecordLog.FLUSH_NANOS);
        after(RecordLog.FLUSH_NANOS / 2);
        assertThat(written()).containsExactly(1);
        after(RecordLog.FLUSH_NANOS / 2);
        assertThat(written()).containsExactly(1, 2);
    }

    @Test
    void allIsWrittenAtTheEnd() throws IOException, InterruptedException {
        log.start();
        log.add(record(1));
        log.close();
        assertThat(written()).containsExactly(1);
        assertThat(log.troubles()).isEmpty();
    }
}
