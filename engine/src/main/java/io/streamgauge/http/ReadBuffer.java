package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The one buffer that a loop reads sockets into. Its content is consumed before the next read, so that all connections of
 * the loop share it: it stays in cache, and nothing is allocated per read. The kernel writes off the heap; parsed is a copy
 * in an array, which compilers make less and faster code of. As an allocator it is only for transports that fill a buffer at
 * the moment of the read, and for handlers that keep no part of it.
 */
final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    static final int BYTES = 64 * 1024;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(BYTES);
    private final byte[] bytes = new byte[BYTES];
    private final ByteBuf buffer = new Whole(memory.duplicate());

    /** Where sockets are read into. */
    MemorySegment memory() {
        return MemorySegment.ofBuffer(memory);
    }

    /** Where what was read is parsed. */
    byte[] bytes() {
        return bytes;
    }

    /** Copies the first {@code count} bytes that a socket was read into to the array. */
    void take(int count) {
        memory.get(0, bytes, 0, count);
    }

    /** Takes the readable bytes of another buffer, at most {@value #BYTES}; returns how many. */
    int take(ByteBuf from) {
        int count = Math.min(from.readableBytes(), BYTES);
        from.readBytes(bytes, 0, count);
        return count;
    }

    @Override
    public Shared newHandle() {
        return new Shared();
    }

    /** The memory as Netty sees it; a type of its own, so that it is told from any other buffer. */
    static final class Whole extends UnpooledDirectByteBuf {
        private Whole(ByteBuffer memory) {
            super(UnpooledByteBufAllocator.DEFAULT, memory, memory.capacity());
        }
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
