package io.streamgauge.dataset;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A file's lines in an order of their own. Holds where each line is, 16 bytes a line, and one line. */
final class IndexedLineRows implements Rows<String> {
    private final FileChannel channel;
    private final Index index;
    private final FileOrder order;
    private final SplittableRandom random;
    private int rows;
    private long line;

    private IndexedLineRows(FileChannel channel, Index index, FileOrder order, long seed) {
        this.channel = channel;
        this.index = index;
        this.order = order;
        this.random = new SplittableRandom(seed);
    }

    /** Reads the file once, to find its lines. */
    static IndexedLineRows open(Path file, FileOrder order, long seed) throws IOException {
        var index = new Index();
        try (var lines = new LineRows(file)) {
            while (lines.next() != null) {
                index.add(lines);
            }
        }
        return new IndexedLineRows(InputFile.placed(file), index, order, seed);
    }

    @Override
    public @Nullable String next() throws IOException {
        if (rows == index.size) {
            return null;
        }
        int place = order == FileOrder.RANDOM ? random.nextInt(index.size) : index.draw(rows, random);
        rows++;
        return read(place);
    }

    /** Any line; there is always another one, unless the file is {@linkplain #isEmpty() empty}. */
    String drawn() throws IOException {
        return read(random.nextInt(index.size));
    }

    boolean isEmpty() {
        return index.size == 0;
    }

    private String read(int place) throws IOException {
        line = index.numbers[place];
        var bytes = ByteBuffer.allocate(index.lengths[place]);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, index.starts[place] + bytes.position()) < 0) {
                throw new EOFException("it has become shorter");
            }
        }
        return LineRows.text(bytes.array(), bytes.capacity());
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Where the lines are. */
    private static final class Index {
        private long[] starts = new long[1024];
        private int[] lengths = new int[1024];
        private int[] numbers = new int[1024];
        private int size;

        void add(LineRows lines) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
                lengths = Arrays.copyOf(lengths, size * 2);
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            starts[size] = lines.startByte();
            lengths[size] = lines.lengthBytes();
            numbers[size] = Math.toIntExact(lines.line());
            size++;
        }

        /** One step of Fisher and Yates: a line not drawn yet, which is put behind those that are. */
        int draw(int drawn, SplittableRandom random) {
            int other = drawn + random.nextInt(size - drawn);
            long start = starts[drawn];
            starts[drawn] = starts[other];
            starts[other] = start;
            swap(lengths, drawn, other);
            swap(numbers, drawn, other);
            return drawn;
        }

        private static void swap(int[] values, int a, int b) {
            int value = values[a];
            values[a] = values[b];
            values[b] = value;
        }
    }
}
