package io.streamgauge.dataset;

import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a column in the row group that is being made: plain, with a level for each that says whether it is there, in one page. */
final class ParquetBuffer {
    private static final int SNAPPY = 1;
    private static final int PLAIN = 0;
    private static final int RLE = 3;

    private final ParquetField field;
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    /** Runs of values that are there, or are not. */
    private final ByteArrayOutputStream levels = new ByteArrayOutputStream();

    private final ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int count;
    private int run;
    private boolean runIsThere;

    ParquetBuffer(ParquetField field) {
        this.field = field;
    }

    void add(@Nullable Object value) {
        boolean there = value != null;
        if (!there && field.required()) {
            throw new IllegalArgumentException("a row without its " + field.name());
        }
        if (there != runIsThere) {
            endRun();
        }
        runIsThere = there;
        run++;
        count++;
        if (value != null) {
            put(value);
        }
    }

    private void put(Object value) {
        word.clear();
        switch (field.kind()) {
            case TEXT -> {
                byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
                values.write(word.putInt(text.length).array(), 0, Integer.BYTES);
                values.writeBytes(text);
            }
            case LONG -> values.writeBytes(word.putLong((Long) value).array());
            case DOUBLE -> values.writeBytes(word.putDouble((Double) value).array());
        }
    }

    private void endRun() {
        if (run > 0) {
            ThriftOutput.number((long) run << 1, levels);
            levels.write(runIsThere ? 1 : 0);
        }
        run = 0;
    }

    /** Bytes that wait to be written. */
    int size() {
        return values.size() + levels.size();
    }

    /**
     * Writes what there is as a page, and begins anew.
     *
     * @param at where in the file that is
     * @return what the row group says of it
     */
    Chunk flush(long at, OutputStream to) throws IOException {
        endRun();
        var page = new ByteArrayOutputStream(size() + Integer.BYTES);
        if (!field.required()) {
            page.write(word.clear().putInt(levels.size()).array(), 0, Integer.BYTES);
            levels.writeTo(page);
        }
        values.writeTo(page);
        var compressor = new SnappyCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(page.size())];
        int length = compressor.compress(page.toByteArray(), 0, page.size(), packed, 0, packed.length);
        byte[] header = new ThriftOutput()
                .number(1, 0)
                .number(2, page.size())
                .number(3, length)
                .struct(
                        5,
                        new ThriftOutput()
                                .number(1, count)
                                .number(2, PLAIN)
                                .number(3, RLE)
                                .number(4, RLE))
                .bytes();
        to.write(header);
        to.write(packed, 0, length);
        var metaData = new ThriftOutput()
                .number(1, field.kind().number())
                .numbers(2, PLAIN, RLE)
                .texts(3, List.of(field.name()))
                .number(4, SNAPPY)
                .number(5, (long) count)
                .number(6, (long) header.length + page.size())
                .number(7, (long) header.length + length)
                .number(9, at);
        values.reset();
        levels.reset();
        count = 0;
        return new Chunk(
                new ThriftOutput().number(2, at).struct(3, metaData),
                header.length + page.size(),
                header.length + length);
    }

    /**
     * A column of a row group that is written.
     *
     * @param description as the row group has it
     * @param bytes of its page, as they are without compression
     * @param stored as they are in the file
     */
    record Chunk(ThriftOutput description, int bytes, int stored) {}
}
