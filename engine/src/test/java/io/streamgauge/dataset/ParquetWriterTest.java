package io.streamgauge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is written is what is read. */
class ParquetWriterTest {
    private static final List<ParquetField> FIELDS = List.of(
            new ParquetField("name", ParquetField.Kind.TEXT, true),
            new ParquetField("at", ParquetField.Kind.LONG, true),
            new ParquetField("label", ParquetField.Kind.TEXT, false),
            new ParquetField("count", ParquetField.Kind.LONG, false),
            new ParquetField("value", ParquetField.Kind.DOUBLE, false));

    @TempDir
    private Path directory;

    private Path write(List<ParquetField> fields, List<List<@Nullable Object>> rows) throws IOException {
        var file = directory.resolve("a.parquet");
        try (var output = Files.newOutputStream(file);
                var writer = new ParquetWriter(output, fields)) {
            for (var row : rows) {
                writer.row(row);
            }
        }
        return file;
    }

    private static List<Map<?, ?>> read(Path file) throws IOException {
        List<Map<?, ?>> rows = new ArrayList<>();
        for (var line : TableRows.of(file)) {
            rows.add(JsonMapper.shared().readValue(line, Map.class));
        }
        return rows;
    }

    /** Values that are not there are left out, as the reader does. */
    private static List<Map<?, ?>> named(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .<Map<?, ?>>map(row -> {
                    var named = new LinkedHashMap<String, Object>();
                    for (int i = 0; i < row.size(); i++) {
                        var value = row.get(i);
                        if (value != null) {
                            named.put(FIELDS.get(i).name(), value);
                        }
                    }
                    return named;
                })
                .toList();
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    /** Longs that are no ints, doubles that are no whole numbers: JSON tells no others apart. */
    private static List<List<@Nullable Object>> rows(int count, long seed) {
        var random = new Random(seed);
        var rows = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < count; i++) {
            rows.add(row(
                    "näme " + random.nextInt(9),
                    (1L << 40) + i,
                    // Runs of both.
                    i / 100 % 3 == 0 ? null : "l" + i,
                    random.nextBoolean() ? null : Long.MIN_VALUE + random.nextInt(),
                    random.nextInt(3) == 0 ? null : random.nextDouble() + 0.25));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 127, 5_000, 140_000})
    void rowsAreReadAsTheyWereWritten(int count) throws IOException {
        var rows = rows(count, count);
        assertThat(read(write(FIELDS, rows))).isEqualTo(named(rows));
    }

    /** As one row group they would be 40 MB of values. */
    @Test
    void groupsAreBoundedInBytesToo() throws IOException {
        var text = "x".repeat(1 << 20);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(row(text + i, (1L << 40) + i, null, null, 0.5));
        }
        var file = write(FIELDS, rows);
        assertThat(read(file)).isEqualTo(named(rows));
        byte[] bytes = Files.readAllBytes(file);
        int footer = bytes.length
                - 8
                - java.nio.ByteBuffer.wrap(bytes)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getInt(bytes.length - 8);
        var groups = ThriftStruct.read(new java.io.ByteArrayInputStream(bytes, footer, bytes.length - footer))
                .structs(4);
        assertThat(groups).hasSize(5);
    }

    @Test
    void aTableHasAnyNumberOfColumns() throws IOException {
        for (int columns : new int[] {1, 14, 15, 16, 200}) {
            var fields = new ArrayList<ParquetField>();
            var values = new ArrayList<@Nullable Object>();
            for (int i = 0; i < columns; i++) {
                fields.add(new ParquetField("c" + i, ParquetField.Kind.TEXT, i % 2 == 0));
                values.add("v" + i);
            }
            assertThat(read(write(fields, List.of(values)))).singleElement().satisfies(row -> {
                assertThat(row).hasSize(columns);
                assertThat(row.get("c" + (columns - 1))).isEqualTo("v" + (columns - 1));
            });
        }
    }

    @Test
    void aRowMustHaveWhatEveryRowHas() {
        assertThatThrownBy(() -> write(FIELDS, List.of(row("a", null, null, null, null))))
                .hasMessage("a row without its at");
        assertThatThrownBy(() -> write(FIELDS, List.of(row("a")))).hasMessage("1 values for 5 columns");
    }
}
