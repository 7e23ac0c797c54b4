package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The one buffer that a loop reads sockets into. Its content is consumed before the next read, so that all connections of
 * the loop share it: it stays in cache, and nothing is allocated per read. Only for transports that fill a buffer at the
 * moment of the read, and for handlers that keep no part of it.
 */
final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    static final int BYTES = 64 * 1024;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(BYTES);
    private final MemorySegment segment = MemorySegment.ofBuffer(memory);
    private final ByteBuf buffer = Unpooled.wrappedBuffer(memory.duplicate());

    MemorySegment segment() {
        return segment;
    }

    /** Brings the readable bytes of {@code from}, at most {@value #BYTES}, into the segment; returns where they begin there. */
    int take(ByteBuf from) {
        if (from == buffer) {
            return from.readerIndex();
        }
        int bytes = Math.min(from.readableBytes(), BYTES);
        from.readBytes(memory.clear().limit(bytes));
        return 0;
    }

    boolean isOwn(ByteBuf other) {
        return other == buffer;
    }

    @Override
    public Shared newHandle() {
        return new Shared();
    }

    final class Shared extends MaxMessageHandle {
        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return buffer.clear().retain();
        }

        @Override
        public int guess() {
            return BYTES;
        }
    }
}
