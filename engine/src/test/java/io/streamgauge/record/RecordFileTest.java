package io.streamgauge.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

class RecordFileTest {
    @TempDir
    Path directory;

    static RequestRecord record(int request, Status status, @Nullable String error, TokenTimes times) {
        return new RequestRecord(
                request,
                Phase.MEASURE,
                "chatcmpl-" + request,
                status,
                200,
                error,
                1_000,
                1_000,
                2_000,
                times,
                2_000,
                9_000,
                610,
                times.count(),
                new Usage(620, times.count() + 1, Usage.UNSAID, 0),
                3,
                Stamp.KERNEL,
                0,
                "stop",
                0,
                0,
                null);
    }

    private Path write(List<RequestRecord> records) throws IOException {
        var path = directory.resolve("records.jsonl");
        try (var writer = RecordWriter.create(path)) {
            for (var record : records) {
                writer.write(record);
            }
        }
        return path;
    }

    @Test
    void lineHasTheDocumentedKeysInOrder() throws IOException {
        var path = write(List.of(
                record(17, Status.OK, null, TokenTimes.of(2_000, 2_015, 2_031)),
                new RequestRecord(
                        18,
                        Phase.WARMUP,
                        null,
                        Status.CONNECT_ERROR,
                        0,
                        "refused: \"localhost\"\n",
                        -5,
                        -4,
                        RequestRecord.ABSENT,
                        TokenTimes.EMPTY,
                        RequestRecord.ABSENT,
                        -1,
                        12,
                        0,
                        null,
                        0,
                        Stamp.USER,
                        77,
                        null,
                        0,
                        0,
                        null)));
        assertThat(Files.readString(path)).isEqualTo("""
                        {"request":17,"phase":"measure","response_id":"chatcmpl-17","status":"ok","http_status":200,\
                        "error":null,"due_ns":1000,"sent_ns":1000,"first_byte_ns":2000,"token_ns":[2000,2015,2031],\
                        "end_ns":9000,"isl":610,"osl":3,"usage":{"prompt_tokens":620,"completion_tokens":4,\
                        "cached_tokens":null,"reasoning_tokens":0},"first_answer_ns":2000,"coalesced":3,\
                        "stamp":"kernel","connect_ns":0,"finish_reason":"stop","retries":0}
                        {"request":18,"phase":"warmup","response_id":null,"status":"connect_error","http_status":null,\
                        "error":"refused: \\"localhost\\"\\u000a","due_ns":-5,"sent_ns":-4,"first_byte_ns":null,\
                        "token_ns":[],"end_ns":-1,"isl":12,"osl":0,"usage":null,"first_answer_ns":null,"coalesced":0,\
                        "stamp":"user","connect_ns":77,"finish_reason":null,"retries":0}
                        """);
    }

    @Test
    void readsBackEqualRecords() throws IOException {
        var random = new SplittableRandom(11);
        var records = new ArrayList<RequestRecord>();
        for (int i = 0; i < 500; i++) {
            records.add(randomRecord(i, random));
        }
        var read = RecordReader.read(write(records));
        assertThat(read.records()).isEqualTo(records);
        assertThat(read.tornLines()).isZero();
        assertThat(read.garbageLines()).isZero();
    }

    @Test
    void aShiftMovesEveryMomentAndNothingElse() {
        var random = new SplittableRandom(12);
        for (int i = 0; i < 200; i++) {
            var record = randomRecord(i, random);
            long nanos = random.nextLong(-1_000_000, 1_000_000);
            var shifted = record.shiftedBy(5, nanos);
            assertThat(shifted.request()).isEqualTo(i + 5);
            assertThat(shifted.endNanos()).isEqualTo(record.endNanos() + nanos);
            assertThat(shifted.firstByteNanos()).isEqualTo(RequestRecord.ABSENT);
            assertThat(shifted.tokenTimes().toArray())
                    .isEqualTo(Arrays.stream(record.tokenTimes().toArray())
                            .map(time -> time + nanos)
                            .toArray());
            assertThat(shifted.retries()).isEqualTo(record.retries());
            assertThat(shifted.shiftedBy(-5, -nanos)).isEqualTo(record);
        }
    }

    private static RequestRecord randomRecord(int request, SplittableRandom random) {
        var times = new long[random.nextInt(50)];
        for (int i = 0; i < times.length; i++) {
            // All digit counts, both signs.
            times[i] = random.nextLong() >> random.nextInt(64);
        }
        return new RequestRecord(
                request,
                oneOf(random, Phase.WARMUP, Phase.MEASURE),
                randomText(random),
                oneOf(random, Status.values()),
                random.nextInt(600),
                randomText(random),
                random.nextLong(),
                random.nextLong(),
                RequestRecord.ABSENT,
                TokenTimes.of(times),
                random.nextLong() >> random.nextInt(64),
                random.nextLong(),
                random.nextInt(1 << 20),
                random.nextInt(1 << 20),
                random.nextBoolean() ? null : new Usage(random.nextInt(-1, 9), random.nextInt(-1, 9), -1, 10),
                random.nextInt(9),
                oneOf(random, Stamp.KERNEL, Stamp.USER),
                random.nextLong(Long.MAX_VALUE),
                randomText(random),
                random.nextInt(4),
                random.nextInt(3),
                null);
    }

    @SafeVarargs
    private static <E> E oneOf(SplittableRandom random, E... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static @Nullable String randomText(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x30));
                case 1 -> text.append((char) random.nextInt(0x1000));
                case 2 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
                case 3 -> text.append((char) random.nextInt(0xe000, 0x10000));
                default -> text.append("\"\\/");
            }
        }
        return text.toString();
    }

    @Test
    void loneSurrogatesStayValidJson() throws IOException {
        var path = write(List.of(record(1, Status.OK, "a\ud800b\udfff", TokenTimes.EMPTY)));
        var tree = new ObjectMapper().readTree(Files.readAllBytes(path));
        assertThat(tree.get("error").asString()).isEqualTo("a\ud800b\udfff");
        assertThat(Files.readString(path)).contains("a\\ud800b\\udfff");
    }

    @Test
    void countsATornLastLineAndKeepsTheRest() throws IOException {
        var records = List.of(
                record(0, Status.OK, null, TokenTimes.of(1, 2)), record(1, Status.OK, null, TokenTimes.of(3, 4)));
        var whole = Files.readAllBytes(write(records));
        int firstLine = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        var path = directory.resolve("torn.jsonl");
        for (int cut = firstLine + 1; cut < whole.length - 1; cut++) {
            Files.write(path, Arrays.copyOf(whole, cut));
            var read = RecordReader.read(path);
            assertThat(read.records()).containsExactly(records.get(0));
            assertThat(read.tornLines()).isEqualTo(1);
            assertThat(read.garbageLines()).isZero();
        }
        // All of the line but its line feed is a whole record.
        Files.write(path, Arrays.copyOf(whole, whole.length - 1));
        assertThat(RecordReader.read(path)).isEqualTo(new RecordFile(records, 0, 0));
    }

    @Test
    void countsGarbageAndPassesOverUnknownKeys() throws IOException {
        var good = record(5, Status.OK, null, TokenTimes.of(1, 2));
        var path = write(List.of(good));
        var line = Files.readString(path).strip();
        var lines = List.of(
                "not json",
                "",
                "[1]",
                "{}",
                line.replace("\"ok\"", "\"fine\""),
                line.replace("[1,2]", "[1,\"2\"]"),
                line.replace("[1,2]", "7"),
                line.replace("\"osl\":2", "\"osl\":-2"),
                line + line,
                line.replace("\"isl\":610", "\"isl\":61000000000"),
                line.replace("{\"request\"", "{\"new\":{\"a\":[1,{}]},\"x\":null,\"request\""));
        Files.write(path, lines, StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(RecordReader.read(path)).isEqualTo(new RecordFile(List.of(good), 0, 9));
    }

    @Test
    void aLineMayLackOurFurtherKeys() throws IOException {
        var path = directory.resolve("plain.jsonl");
        Files.writeString(path, """
                {"request":0,"phase":"measure","status":"ok","sent_ns":5,"token_ns":[9],"end_ns":11,"isl":1,"osl":1}
                """);
        var record = RecordReader.read(path).records().getFirst();
        assertThat(record.stamp()).isEqualTo(Stamp.USER);
        assertThat(record.usage()).isNull();
        assertThat(record.dueNanos()).isEqualTo(RequestRecord.ABSENT);
    }

    @Test
    void writingAllocatesNothingPerToken() throws IOException {
        var times = new long[100_000];
        for (int i = 0; i < times.length; i++) {
            times[i] = 123_456_789_000_000L + i * 15_000_123L;
        }
        var record = record(1, Status.OK, null, TokenTimes.of(times));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (var writer = RecordWriter.create(directory.resolve("large.jsonl"))) {
            for (int i = 0; i < 20; i++) {
                writer.write(record);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            writer.write(record);
            long perRecord = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(perRecord).isLessThan(4_096);
        }
    }

    @Test
    void linesAreThereAfterAFlush() throws IOException {
        var path = directory.resolve("flushed.jsonl");
        try (var writer = RecordWriter.create(path)) {
            writer.write(record(0, Status.OK, null, TokenTimes.of(1)));
            assertThat(Files.size(path)).isZero();
            writer.flush();
            assertThat(RecordReader.read(path).records()).hasSize(1);
        }
    }

    @Test
    void aFullDiskIsTheCallersToKnow() throws IOException {
        var writer = RecordWriter.create(Path.of("/dev/full"));
        writer.write(record(0, Status.OK, null, TokenTimes.of(1)));
        assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
        assertThatThrownBy(writer::close).isInstanceOf(IOException.class);
    }

    @Test
    void aMissingFileIsTheCallersToKnow() {
        assertThatThrownBy(() -> RecordReader.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
