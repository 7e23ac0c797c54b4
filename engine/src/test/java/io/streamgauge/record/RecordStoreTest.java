package io.streamgauge.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordStoreTest {
    private static final long SEED = 5;

    @TempDir
    Path directory;

    private static @Nullable String text(SplittableRandom random) {
        return random.nextInt(3) == 0 ? null : "é\n".repeat(random.nextInt(20));
    }

    private static RequestRecord any(int number, int tokens, SplittableRandom random) {
        Status[] statuses = Status.values();
        var times = TokenTimes.of(
                random.longs(tokens, -1_000_000_000L, 1_000_000_000L).toArray());
        return new RequestRecord(
                number,
                Phase.values()[random.nextInt(2)],
                text(random),
                statuses[random.nextInt(statuses.length)],
                random.nextInt(600),
                text(random),
                random.nextLong(),
                random.nextBoolean() ? RequestRecord.ABSENT : random.nextLong(),
                random.nextLong(),
                times,
                random.nextLong(),
                random.nextLong(),
                random.nextInt(1_000),
                random.nextInt(1_000),
                random.nextBoolean() ? null : new Usage(random.nextInt(9), Usage.UNSAID, 3, random.nextLong(1L << 40)),
                random.nextInt(9),
                Stamp.values()[random.nextInt(2)],
                random.nextLong(1L << 50),
                text(random),
                random.nextInt(4),
                random.nextInt(3),
                random.nextBoolean() ? null : new SessionTurn("é" + number, random.nextInt(3), 3 + random.nextInt(4)));
    }

    /** More than a block holds, and one that no block holds. */
    private static List<RequestRecord> many() {
        var random = new SplittableRandom(SEED);
        var records = new ArrayList<RequestRecord>();
        for (int i = 0; i < 2_000; i++) {
            records.add(any(i, i == 1_000 ? 100_000 : random.nextInt(300), random));
        }
        return records;
    }

    private static void holds(RecordStore store, List<RequestRecord> expected) {
        List<RequestRecord> stored = store.records();
        assertThat(stored).isEqualTo(expected);
        var places = new ArrayList<Integer>();
        for (int i = 0; i < expected.size(); i++) {
            places.add(i);
        }
        Collections.shuffle(places, new Random(SEED));
        for (int place : places) {
            assertThat(stored.get(place)).isEqualTo(expected.get(place));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void readsBackWhatItTook(long mostReadOnceBytes) {
        var expected = many();
        try (var store = RecordStore.in(directory, mostReadOnceBytes)) {
            expected.forEach(store::add);
            holds(store, expected);
            var measured = Selection.of(store.records(), record -> record.phase() == Phase.MEASURE);
            assertThat(measured)
                    .isEqualTo(expected.stream()
                            .filter(record -> record.phase() == Phase.MEASURE)
                            .toList());
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void holdsInMemoryWhatNoFileTakes() {
        var expected = many();
        try (var store = RecordStore.in(directory.resolve("missing"))) {
            expected.forEach(store::add);
            holds(store, expected);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void losesNothingToAFullDisk() throws IOException {
        var expected = many();
        try (var store = new RecordStore(
                FileChannel.open(Path.of("/dev/full"), StandardOpenOption.READ, StandardOpenOption.WRITE), 0)) {
            expected.forEach(store::add);
            holds(store, expected);
        }
    }
}
