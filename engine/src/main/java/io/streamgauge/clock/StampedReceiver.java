package io.streamgauge.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a socket together with the time at which what it holds reached this host: recvmsg(2) with the control message of
 * SO_TIMESTAMPNS, socket(7). For TCP the kernel stamps the newest segment that a read takes from. One thread; allocates
 * nothing per read.
 */
public final class StampedReceiver implements AutoCloseable {
    /** Protocol level of socket options, for setsockopt(2). */
    public static final int SOL_SOCKET = 1;

    /** The option that asks for stamps; also the type of the control message that brings one. */
    public static final int SO_TIMESTAMPNS = 35;

    /** What {@link #receive} returns when there is nothing to read now. */
    public static final int NOTHING = -1;

    /** What {@link #receive} returns when the socket is broken; {@link #errno} says how. */
    public static final int BROKEN = -2;

    private static final int MSG_DONTWAIT = 0x40;
    // struct msghdr
    private static final int IOV = 16;
    private static final int IOV_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int HEADER_BYTES = 56;
    // struct cmsghdr, and behind it a struct timespec
    private static final int CONTROL_BYTES = 64;
    private static final int CONTROL_LEVEL = HEADER_BYTES + 8;
    private static final int CONTROL_TYPE = HEADER_BYTES + 12;
    private static final int STAMP = HEADER_BYTES + 16;

    private static final MethodHandle RECVMSG = Kernel.function("recvmsg");

    /** The kernel has its address only, so it is kept here from whoever frees memory that nobody refers to. */
    private final MemorySegment buffer;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Kernel.callState());
    /** The header, and right behind it the control message. A buffer, of which compilers make less code than of a segment. */
    private final ByteBuffer message = arena.allocate(HEADER_BYTES + CONTROL_BYTES, Long.BYTES)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder());

    private final long address = MemorySegment.ofBuffer(message).address();
    private boolean stamped;
    private long stampNanos;

    /** Reads into {@code buffer}, native memory, which stays allocated as long as this receiver is used. */
    public StampedReceiver(MemorySegment buffer) {
        this.buffer = buffer;
        MemorySegment vector = arena.allocate(MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_LONG));
        vector.setAtIndex(ValueLayout.JAVA_LONG, 0, buffer.address());
        vector.setAtIndex(ValueLayout.JAVA_LONG, 1, buffer.byteSize());
        message.putLong(IOV, vector.address());
        message.putLong(IOV_COUNT, 1);
        message.putLong(CONTROL, address + HEADER_BYTES);
    }

    /** Whether this system has what it takes; a probe must still show that it works. */
    public static boolean isSupported() {
        return Kernel.IS_LINUX;
    }

    /** Bytes read to the front of the buffer, 0 at the end of the stream, else {@link #NOTHING} or {@link #BROKEN}. */
    public int receive(int socket) {
        message.putLong(CONTROL_LENGTH, CONTROL_BYTES);
        long bytes;
        try {
            bytes = (long) RECVMSG.invokeExact(state, (long) socket, address, (long) MSG_DONTWAIT);
        } catch (Throwable e) {
            throw Kernel.broken(e);
        } finally {
            Reference.reachabilityFence(buffer);
        }
        stamped = false;
        if (bytes < 0) {
            return errno() == Kernel.EAGAIN ? NOTHING : BROKEN;
        }
        if (message.getLong(CONTROL_LENGTH) >= STAMP + 2L * Long.BYTES - HEADER_BYTES
                && message.getInt(CONTROL_LEVEL) == SOL_SOCKET
                && message.getInt(CONTROL_TYPE) == SO_TIMESTAMPNS) {
            stamped = true;
            stampNanos = message.getLong(STAMP) * 1_000_000_000L + message.getLong(STAMP + Long.BYTES);
        }
        return (int) bytes;
    }

    /** Whether the last read brought a stamp. */
    public boolean isStamped() {
        return stamped;
    }

    /** The stamp of the last read: nanoseconds of CLOCK_REALTIME, for {@link WallOffset}. */
    public long stampNanos() {
        return stampNanos;
    }

    /** Why the last read failed. */
    public int errno() {
        return Kernel.errno(state);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
