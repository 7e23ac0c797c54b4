package io.streamgauge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Files as a benchmark reads them, always by the same seed. */
final class ReadDataset {
    private static final long SEED = 7;

    private ReadDataset() {}

    static Dataset open(Path file, FileOrder order) {
        return Dataset.open(file, ByteLevel.TOKENIZER, SEED, new DatasetOptions(null, Invalid.FAIL, 0, 0, order));
    }

    static List<Entry> read(Path file, FileOrder order) {
        try (var dataset = open(file, order)) {
            return dataset.readAll();
        }
    }

    static List<Entry> read(Path file) {
        return read(file, FileOrder.SEQUENTIAL);
    }

    /** The turns of all sessions, one session after the other. */
    static List<SessionIndex.Turn> turns(Path file) {
        try (var index = SessionIndex.open(file, ByteLevel.TOKENIZER, SEED, DatasetOptions.standard())) {
            var turns = new ArrayList<SessionIndex.Turn>();
            IntStream.range(0, index.sessions()).forEach(session -> turns.addAll(index.read(session)));
            return turns;
        }
    }

    /** Unpacks all of a file and makes nothing of it. */
    static void drain(Path file) throws IOException {
        try (var input = InputFile.open(file)) {
            input.readAllBytes();
        }
    }

    static void assertRefused(Path file, String because) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DatasetException.class)
                .hasMessage("cannot read " + file + ": " + because);
    }

    /** Refused, in one line, as a broken file of what it begins as. */
    static void assertBroken(Path file, String kind) {
        var because = "it begins as " + kind + ", but cannot be read as one \\(.*\\); fetch or write it again";
        assertThatThrownBy(() -> drain(file)).isInstanceOf(IOException.class).hasMessageMatching(because);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DatasetException.class)
                .hasMessageMatching(Pattern.quote("cannot read " + file + ": ") + because);
    }

    /** The first row is there and the last is not. */
    static void assertOnlyItsBeginningCanBeRead(Path file) {
        var jsonl = new DatasetOptions(DatasetFormat.JSONL, Invalid.FAIL, 0, 0, FileOrder.SEQUENTIAL);
        try (var dataset = Dataset.open(file, ByteLevel.TOKENIZER, SEED, jsonl)) {
            assertThat(dataset.next()).isNotNull();
        }
        assertThatThrownBy(() -> read(file)).hasMessageStartingWith("cannot read " + file);
    }
}
