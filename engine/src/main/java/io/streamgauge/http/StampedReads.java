package io.streamgauge.http;

import io.streamgauge.clock.StampedReceiver;
import io.streamgauge.clock.WallOffset;
import io.streamgauge.record.Stamp;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * A loop's reads with the time of their arrival, on the monotonic clock: the kernel's word, or the time of the read. Keeps how
 * much later than the kernel the process saw each read: that difference is the client's own delay, measured on the load
 * itself. Loop-owned, but for {@link #takeDelays}; allocates nothing per read.
 */
final class StampedReads implements AutoCloseable {
    /** A stamp older than this at its read, or from the future by more than the doubt, is none. */
    private static final long OLDEST_NANOS = 60_000_000_000L;

    private static final int DIGITS = 2;

    private final StampedReceiver receiver;
    private final WallOffset offset = new WallOffset();
    private final SingleWriterRecorder delays = new SingleWriterRecorder(OLDEST_NANOS, DIGITS);
    private final Stamp source;
    private boolean trusted;

    /** @param source what sockets are asked for */
    StampedReads(ReadBuffer buffer, Stamp source) {
        this.receiver = new StampedReceiver(buffer.memory());
        this.source = source;
    }

    Stamp source() {
        return source;
    }

    /** As {@link StampedReceiver#receive}. */
    int receive(int socket) {
        return receiver.receive(socket);
    }

    int errno() {
        return receiver.errno();
    }

    /** When the last read's bytes arrived, given the time now; {@code now} itself where the kernel has said nothing credible. */
    long arrivalNanos(long now) {
        trusted = false;
        if (!receiver.isStamped()) {
            return now;
        }
        long delay = now - offset.toMonotonic(receiver.stampNanos());
        if (delay < -1_000_000 || delay > OLDEST_NANOS) {
            offset.sample();
            return now;
        }
        trusted = true;
        delay = Math.max(0, delay);
        delays.recordValue(delay);
        return now - delay;
    }

    /** Whether the last {@link #arrivalNanos} was the kernel's word. */
    boolean isTrusted() {
        return trusted;
    }

    /** Looks whether the wall clock was stepped; to be called now and then. */
    void checkOffset() {
        offset.sample();
    }

    /** How often the wall clock was stepped. */
    int clockSteps() {
        return offset.steps();
    }

    /** The delays since the last call. Any one thread at a time. */
    Histogram takeDelays() {
        return delays.getIntervalHistogram();
    }

    @Override
    public void close() {
        receiver.close();
        offset.close();
    }
}
