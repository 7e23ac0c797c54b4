package io.streamgauge.run;

import io.streamgauge.tokenizer.Tokenizer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a run needs besides its servers, made on a thread of its own while these are asked: the tokenizer, then the requests. What
 * goes wrong is thrown where it is asked for. Used by one thread.
 */
final class Provisions implements AutoCloseable {
    private final FutureTask<Tokenizer> tokenizer;
    private final FutureTask<Requests> requests;
    private boolean made;
    private boolean closed;

    /** @param elsewhere runs what it is given on another thread */
    Provisions(Executor elsewhere, Supplier<Tokenizer> load, Function<Tokenizer, Requests> make) {
        tokenizer = new FutureTask<>(load::get);
        requests = new FutureTask<>(() -> make.apply(tokenizer.get()));
        elsewhere.execute(this::provide);
    }

    private void provide() {
        tokenizer.run();
        requests.run();
        synchronized (this) {
            made = true;
            if (closed) {
                release();
            }
        }
    }

    Tokenizer tokenizer() throws InterruptedException {
        return result(tokenizer);
    }

    Requests requests() throws InterruptedException {
        return result(requests);
    }

    private static <T> T result(FutureTask<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException told) {
                throw told;
            }
            if (cause instanceof Error told) {
                throw told;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** Gives back what was made; what is still being made, when it is: a server that is not there is told of at once. */
    @Override
    public synchronized void close() {
        closed = true;
        if (made) {
            release();
        }
    }

    private void release() {
        try {
            if (requests.state() == FutureTask.State.SUCCESS) {
                requests.resultNow().end();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (tokenizer.state() == FutureTask.State.SUCCESS) {
            tokenizer.resultNow().close();
        }
    }
}
