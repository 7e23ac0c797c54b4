package io.streamgauge.http;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.streamgauge.clock.Clock;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a loop wait so that it reads many ready sockets in one pass instead of waking for each: fewer wake-ups, less CPU.
 * Only worth having where stamps do not depend on when the read is done. Waits at most until the next task is due or
 * someone calls. When events begin to share reads, stamps would suffer, so the wait shrinks; it recovers slowly.
 */
final class Sweep implements IoHandler {
    private static final long SHORTEST_NANOS = 50_000;
    /** One token in a hundred that shares its stamp is too many. */
    private static final int TOLERATED_SHARE = 100;

    private final IoHandler handler;
    private final Clock clock = Clock.monotonic();
    private final long longestNanos;
    private long waitNanos;
    private long lastPassNanos;
    private volatile Thread waiting = Thread.currentThread();
    private volatile boolean parked;

    Sweep(IoHandler handler, long longestNanos) {
        this.handler = handler;
        this.longestNanos = longestNanos;
        this.waitNanos = longestNanos;
        this.lastPassNanos = clock.nanos();
    }

    /** Tells of the tokens since the last call, and how many of them shared a read with another of their stream. */
    void adapt(long tokens, long coalesced) {
        if (coalesced * TOLERATED_SHARE > tokens) {
            waitNanos = Math.max(SHORTEST_NANOS, waitNanos / 2);
        } else if (tokens > 0) {
            waitNanos = Math.min(longestNanos, waitNanos + waitNanos / 8);
        }
    }

    @Override
    public int run(IoHandlerContext context) {
        if (context.canBlock()) {
            long now = clock.nanos();
            long pause = Math.min(lastPassNanos + waitNanos - now, context.delayNanos(now));
            if (pause > 0) {
                waiting = Thread.currentThread();
                parked = true;
                if (context.canBlock()) {
                    LockSupport.parkNanos(this, pause);
                }
                parked = false;
            }
        }
        int handled = handler.run(context);
        lastPassNanos = clock.nanos();
        return handled;
    }

    @Override
    public void wakeup() {
        if (parked) {
            LockSupport.unpark(waiting);
        }
        handler.wakeup();
    }

    @Override
    public void initialize() {
        handler.initialize();
    }

    @Override
    public void prepareToDestroy() {
        handler.prepareToDestroy();
    }

    @Override
    public void destroy() {
        handler.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return handler.register(handle);
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return handler.isCompatible(handleType);
    }
}
