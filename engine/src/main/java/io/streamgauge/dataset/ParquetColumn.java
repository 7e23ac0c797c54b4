package io.streamgauge.dataset;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One column of a row group, value by value: how much of what it is in is there ({@link #definition}), and in which list it goes on
 * ({@link #repetition}). Holds one page and the dictionary.
 */
final class ParquetColumn {
    /** Writers make pages of a megabyte, or of one value where it is longer; a longer line would not be read either. */
    private static final int MOST_PAGE_BYTES = 2 * LineRows.MOST_LINE_BYTES;

    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    private static final int DATA_PAGE_V2 = 3;
    private static final int PLAIN = 0;
    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;

    private final ParquetNode leaf;
    private final InputStream input;
    private final int codec;
    private long left;
    private int pageLeft;
    private @Nullable Object[] dictionary = {};
    private @Nullable BitRuns repetitions;
    private @Nullable BitRuns definitions;
    /** Of places in the dictionary, or of truths. */
    private @Nullable BitRuns places;

    private ByteBuffer page = ByteBuffer.allocate(0);
    private int repetition;
    private int definition;
    private @Nullable Object value;
    private boolean ended;

    /** @param metaData of the column in its row group */
    ParquetColumn(ParquetNode leaf, ThriftStruct metaData, InputStream input) throws IOException {
        this.leaf = leaf;
        this.input = input;
        codec = metaData.integer(4);
        left = metaData.integer(5, 0);
        advance();
    }

    /** Goes on to the next value. */
    void advance() throws IOException {
        if (ended) {
            throw new IOException("column " + leaf.name() + " ends before others do");
        }
        if (left <= 0) {
            ended = true;
            repetition = 0;
            return;
        }
        while (pageLeft == 0) {
            readPage();
        }
        pageLeft--;
        left--;
        repetition = level(repetitions, leaf.repetition());
        definition = level(definitions, leaf.definition());
        value = definition < leaf.definition() ? null : read();
    }

    private static int level(@Nullable BitRuns levels, int greatest) throws IOException {
        int level = levels == null ? greatest : levels.next();
        if (level > greatest) {
            throw new IOException("a value is in " + level + " things, where there are " + greatest);
        }
        return level;
    }

    private Object read() throws IOException {
        if (places == null) {
            return leaf.type().read(page);
        }
        int place = places.next();
        if (leaf.type().physical() == ParquetType.Physical.BOOLEAN) {
            return place == 1;
        }
        if (place < 0 || place >= dictionary.length) {
            throw new IOException("a value is number " + place + " of a dictionary of " + dictionary.length);
        }
        return Objects.requireNonNull(dictionary[place]);
    }

    private void readPage() throws IOException {
        var header = ThriftStruct.read(input);
        int length = header.integer(2);
        byte[] stored = input.readNBytes(Math.max(0, header.integer(3)));
        if (length < 0 || length > MOST_PAGE_BYTES || stored.length != header.integer(3)) {
            throw new IOException(
                    "a page of column " + leaf.name() + " cannot be " + length + " bytes in " + header.integer(3));
        }
        switch (header.integer(1)) {
            case DATA_PAGE -> {
                var said = header.struct(5);
                page = unpacked(stored, length);
                repetitions = leaf.repetition() == 0 ? null : levels(said.integer(4), leaf.repetition());
                definitions = leaf.definition() == 0 ? null : levels(said.integer(3), leaf.definition());
                begin(said.integer(1), said.integer(2));
            }
            case DATA_PAGE_V2 -> {
                var said = header.struct(8);
                int before = said.integer(5) + said.integer(6);
                var levels = ByteBuffer.wrap(stored, 0, before).order(ByteOrder.LITTLE_ENDIAN);
                repetitions = v2(levels, said.integer(6), leaf.repetition());
                definitions = v2(levels, said.integer(5), leaf.definition());
                var values = Arrays.copyOfRange(stored, before, stored.length);
                page = said.flag(7, true) ? unpacked(values, length - before) : little(values);
                begin(said.integer(1), said.integer(4));
            }
            case DICTIONARY_PAGE -> {
                page = unpacked(stored, length);
                int size = header.struct(7).integer(1);
                if (size < 0 || size > length) {
                    throw new IOException("a dictionary of " + size + " values cannot be " + length + " bytes");
                }
                dictionary = new Object[size];
                for (int i = 0; i < size; i++) {
                    dictionary[i] = leaf.type().read(page);
                }
            }
            default -> {} // an index, which nothing here asks
        }
    }

    private BitRuns levels(int encoding, int greatest) throws IOException {
        if (encoding != RLE) {
            throw new IOException("column " + leaf.name() + " has levels of encoding " + encoding);
        }
        return BitRuns.upTo(greatest, part(page, page.getInt()));
    }

    private static @Nullable BitRuns v2(ByteBuffer levels, int length, int greatest) throws IOException {
        var part = part(levels, length);
        return greatest == 0 ? null : BitRuns.upTo(greatest, part);
    }

    /** The next bytes as a buffer of their own. */
    private static ByteBuffer part(ByteBuffer bytes, int length) throws IOException {
        if (length < 0 || length > bytes.remaining()) {
            throw new IOException("levels end behind their page");
        }
        var part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return part;
    }

    private void begin(int values, int encoding) throws IOException {
        if (values < 0 || values > left) {
            throw new IOException("column " + leaf.name() + " has more values than it says");
        }
        pageLeft = values;
        boolean truths = leaf.type().physical() == ParquetType.Physical.BOOLEAN;
        places = switch (encoding) {
            case PLAIN -> truths ? BitRuns.bits(page.slice()) : null;
            case PLAIN_DICTIONARY, RLE_DICTIONARY ->
                page.hasRemaining()
                        ? new BitRuns(page.slice(page.position() + 1, page.remaining() - 1), page.get())
                        : new BitRuns(page, 0);
            case RLE -> BitRuns.upTo(1, part(page, page.getInt()));
            default ->
                throw new TableLines.Unreadable("column \"" + leaf.name() + "\" of this Parquet file has encoding "
                        + encoding + "; write it with plain values or dictionaries, as is usual");
        };
    }

    private ByteBuffer unpacked(byte[] stored, int length) throws IOException {
        return little(
                switch (codec) {
                    case 0 -> stored;
                    case 1 -> unpacked(new SnappyDecompressor(), stored, length);
                    case 2 -> {
                        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(stored))) {
                            yield gzip.readNBytes(length);
                        }
                    }
                    case 6 -> unpacked(new ZstdDecompressor(), stored, length);
                    case 7 -> unpacked(new Lz4Decompressor(), stored, length);
                    default ->
                        throw new TableLines.Unreadable("it is a Parquet file compressed by "
                                + switch (codec) {
                                    case 3 -> "lzo";
                                    case 4 -> "brotli";
                                    case 5 -> "lz4 as Hadoop has it";
                                    default -> "codec " + codec;
                                }
                                + "; write it with snappy, zstd, gzip, lz4_raw or none");
                });
    }

    private static byte[] unpacked(Decompressor decompressor, byte[] stored, int length) {
        byte[] bytes = new byte[length];
        int made = length == 0 ? 0 : decompressor.decompress(stored, 0, stored.length, bytes, 0, length);
        return made == length ? bytes : Arrays.copyOf(bytes, made);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of the lists that it is in, the one that this value goes on with; 0 where it begins a row. */
    int repetition() {
        return repetition;
    }

    /** How many of the things that it is in, and may be not there, are there. */
    int definition() throws IOException {
        if (ended) {
            throw new IOException("column " + leaf.name() + " ends before others do");
        }
        return definition;
    }

    /** Null where it is not there. */
    @Nullable
    Object value() {
        return value;
    }
}
