package io.streamgauge.dataset;

import io.streamgauge.dataset.ArrowBuffer.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an Arrow file says of some of its rows; columns take from it, each in its turn, what is theirs. */
final class ArrowBatch {
    private final FileChannel channel;
    private final long body;
    private final long bodyLength;
    private final Map<Long, List<@Nullable Object>> dictionaries;
    private final long rows;
    private final ByteBuffer nodes;
    private final ByteBuffer buffers;
    private final ByteBuffer viewBuffers;
    private final Packing packing;

    /**
     * @param batch as the file describes it
     * @param body where its buffers are in the file
     */
    ArrowBatch(
            FileChannel channel,
            FlatTable batch,
            long body,
            long bodyLength,
            Map<Long, List<@Nullable Object>> dictionaries)
            throws IOException {
        this.channel = channel;
        this.body = body;
        this.bodyLength = bodyLength;
        this.dictionaries = dictionaries;
        rows = batch.whole(0);
        nodes = batch.numbers(1, 2 * Long.BYTES);
        buffers = batch.numbers(2, 2 * Long.BYTES);
        packing = batch.has(3) ? packing(batch.table(3).octet(0)) : Packing.NONE;
        viewBuffers = batch.numbers(4, Long.BYTES);
        if (rows < 0 || (rows > 0 && bodyLength == 0)) {
            throw new IOException("it has " + rows + " rows in " + bodyLength + " bytes");
        }
    }

    private static Packing packing(int codec) throws IOException {
        return switch (codec) {
            case 0 -> Packing.LZ4;
            case 1 -> Packing.ZSTD;
            default ->
                throw new TableLines.Unreadable(
                        "it is an Arrow file compressed by codec " + codec + "; write it with lz4, zstd or none");
        };
    }

    long rows() {
        return rows;
    }

    List<@Nullable Object> dictionary(long id) throws IOException {
        var dictionary = dictionaries.get(id);
        if (dictionary == null) {
            throw new IOException("dictionary " + id + " is missing");
        }
        return dictionary;
    }

    /** Whether any of the next column's values are null. */
    boolean takeNode() throws IOException {
        if (nodes.getLong() < 0) {
            throw new IOException("a column has fewer values than none");
        }
        return nodes.getLong() != 0;
    }

    ArrowBuffer takeBuffer() throws IOException {
        long offset = buffers.getLong();
        long length = buffers.getLong();
        if (offset < 0 || length < 0 || offset > bodyLength - length) {
            throw new IOException("a buffer ends behind its batch");
        }
        return ArrowBuffer.of(channel, body + offset, length, packing);
    }

    /** How many buffers of the next column of views hold its values. */
    int takeViewBuffers() {
        return Math.toIntExact(Math.clamp(viewBuffers.getLong(), 0, buffers.remaining()));
    }
}
