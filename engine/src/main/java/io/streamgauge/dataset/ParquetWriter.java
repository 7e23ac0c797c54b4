package io.streamgauge.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a flat table as a Parquet file, row by row: plain values in one page of each column, packed by snappy, for as many rows as fit
 * into a bounded part of memory. What was begun is a table once {@link #close} has written its end. One thread.
 */
public final class ParquetWriter implements AutoCloseable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ROWS = 1 << 16;
    private static final int MOST_BYTES = 8 << 20;
    private static final int VERSION = 1;

    private final OutputStream output;
    private final List<ParquetField> fields;
    private final List<ParquetBuffer> columns;
    private final List<ThriftOutput> groups = new ArrayList<>();
    private long written;
    private long rows;
    private int waiting;

    /** @param output not closed by this */
    public ParquetWriter(OutputStream output, List<ParquetField> fields) throws IOException {
        this.output = output;
        this.fields = List.copyOf(fields);
        columns = fields.stream().map(ParquetBuffer::new).toList();
        write(MAGIC);
    }

    /**
     * The next row.
     *
     * @param values one for each field, in their order: a String, Long or Double, or null where it is not there
     */
    public void row(List<? extends @Nullable Object> values) throws IOException {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + columns.size() + " columns");
        }
        long bytes = 0;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(values.get(i));
            bytes += columns.get(i).size();
        }
        if (++waiting == MOST_ROWS || bytes >= MOST_BYTES) {
            endGroup();
        }
    }

    private void endGroup() throws IOException {
        long begun = written;
        long bytes = 0;
        var chunks = new ArrayList<ThriftOutput>();
        for (var column : columns) {
            var chunk = column.flush(written, output);
            chunks.add(chunk.description());
            bytes += chunk.bytes();
            written += chunk.stored();
        }
        groups.add(new ThriftOutput()
                .structs(1, chunks)
                .number(2, bytes)
                .number(3, (long) waiting)
                .number(5, begun)
                .number(6, written - begun));
        rows += waiting;
        waiting = 0;
    }

    private void write(byte[] bytes) throws IOException {
        output.write(bytes);
        written += bytes.length;
    }

    @Override
    public void close() throws IOException {
        if (waiting > 0) {
            endGroup();
        }
        var schema = new ArrayList<ThriftOutput>();
        schema.add(new ThriftOutput().text(4, "schema").number(5, fields.size()));
        fields.forEach(field -> schema.add(field.element()));
        byte[] footer = new ThriftOutput()
                .number(1, VERSION)
                .structs(2, schema)
                .number(3, rows)
                .structs(4, groups)
                .text(6, "streamgauge")
                .bytes();
        write(footer);
        write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .array());
        write(MAGIC);
    }
}
