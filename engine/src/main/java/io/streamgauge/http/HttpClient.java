package io.streamgauge.http;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.streamgauge.clock.LoopThread;
import io.streamgauge.record.Stamp;
import io.streamgauge.sse.TextPaths;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the wire: event loops that send requests and stamp what comes back. After {@link #open} nothing
 * throws: whatever happens to a request is told by its flight.
 */
public final class HttpClient implements AutoCloseable {
    private static final long SHUTDOWN_SECONDS = 10;
    private static final long QUIET_MILLIS = 50;

    private final HttpSettings settings;
    private final Transmission transmission;
    private final MultiThreadIoEventLoopGroup group;
    private final List<HttpLoop> loops;

    private HttpClient(HttpSettings settings, Transmission transmission, List<List<SocketAddress>> addresses) {
        this.settings = settings;
        this.transmission = transmission;
        var sweeps = new ArrayList<Sweep>();
        this.group = new MultiThreadIoEventLoopGroup(
                settings.loops(), new DefaultThreadFactory("loop", true), handlers(settings, transmission, sweeps));
        try {
            var opened = new ArrayList<HttpLoop>();
            for (EventExecutor eventLoop : group) {
                Sweep sweep = sweeps.isEmpty() ? null : sweeps.get(opened.size());
                opened.add(new HttpLoop(settings, addresses, (IoEventLoop) eventLoop, transmission, sweep));
            }
            this.loops = List.copyOf(opened);
            for (EventExecutor eventLoop : group) {
                schedule(eventLoop);
            }
        } catch (RuntimeException e) {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
            transmission.close();
            throw e;
        }
    }

    private static IoHandlerFactory handlers(HttpSettings settings, Transmission transmission, List<Sweep> sweeps) {
        IoHandlerFactory plain = transmission.sockets().handlers();
        if (settings.sweepNanos() == 0 || !transmission.usesKernelStamps()) {
            return plain;
        }
        return executor -> {
            var sweep = new Sweep(plain.newHandler(executor), settings.sweepNanos());
            sweeps.add(sweep);
            return sweep;
        };
    }

    /** Gives a loop's thread its priority and processors. */
    private void schedule(EventExecutor eventLoop) {
        var done = eventLoop.submit(() -> {
            if (!settings.cpus().isEmpty()) {
                LoopThread.pinTo(settings.cpus());
            }
            switch (settings.priority()) {
                case NORMAL -> {}
                case HIGH -> LoopThread.raiseToHigh();
                case REALTIME -> LoopThread.raiseToRealtime();
            }
        });
        done.awaitUninterruptibly();
        Throwable cause = done.cause();
        if (cause != null) {
            throw new HttpException(Causes.oneLine(cause), cause);
        }
    }

    /** Loads what the usual transport needs, as the first client else would: who has other work meanwhile calls it on another thread. */
    public static void prepare() {
        Sockets.of(HttpSettings.Transport.AUTO);
    }

    /**
     * Looks up the servers' addresses and starts the loops.
     *
     * @throws HttpException when a server's name is unknown, or the transport or another setting does not work here
     */
    public static HttpClient open(HttpSettings settings) {
        var transmission = new Transmission(settings);
        return new HttpClient(settings, transmission, transmission.addresses());
    }

    /** The loops, each to be driven on its own. */
    public List<HttpLoop> loops() {
        return loops;
    }

    /** The transport in use, for reports. */
    public String transport() {
        return transmission.sockets().transport().name().toLowerCase(Locale.ROOT);
    }

    /** Where the receive times of plain TCP connections come from. */
    public Stamp stamp() {
        return transmission.usesKernelStamps() ? Stamp.KERNEL : Stamp.USER;
    }

    /** Why they do not come from the kernel; null when they do. */
    public @Nullable String whyUserStamps() {
        return transmission.whyUserStamps();
    }

    /** A kind of request: where it goes on each origin, and which fields of the answer carry text. */
    public Route route(String path, Answers answers, TextPaths streamPaths, TextPaths wholePaths) {
        return new Route(settings, path, answers == Answers.STREAMED, streamPaths, wholePaths);
    }

    /** A look at something: a GET, answered by one JSON text. */
    public Route look(String path, TextPaths paths) {
        return new Route(settings, "GET", path, false, paths, paths);
    }

    /** How answers are asked for. */
    public enum Answers {
        /** As a stream of events. */
        STREAMED,
        /** As one JSON text. */
        WHOLE
    }

    /** How many flights there have been at once at most, of each loop. After {@link #close}. */
    public int flights() {
        return loops.stream().mapToInt(HttpLoop::flights).sum();
    }

    /**
     * Ends all flights as cancelled, closes all connections and frees the memory of all flights, released or not: their
     * texts are of no use afterwards. Settings and counters can still be read. One thread; a second call does nothing.
     */
    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        for (HttpLoop loop : loops) {
            loop.execute(loop::shut);
        }
        // io_uring closes sockets some time after it was told to, which needs the loop still.
        long quietMillis = transmission.sockets().readsAtOnce() ? 0 : QUIET_MILLIS;
        group.shutdownGracefully(quietMillis, 1_000 * SHUTDOWN_SECONDS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        transmission.close();
        if (group.isTerminated()) {
            loops.forEach(HttpLoop::free);
        }
    }
}
