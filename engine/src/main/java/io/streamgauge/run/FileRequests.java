package io.streamgauge.run;

import io.streamgauge.dataset.Dataset;
import io.streamgauge.dataset.DatasetException;
import io.streamgauge.dataset.Entry;
import io.streamgauge.plan.FilePlan;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.WarmupPlan;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.report.InputsJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Requests of a file, in its order, warm-up first; after its end they begin again. A warm-up that only time ends takes what is
 * kept from its end backwards, so that what is measured does not depend on how far that came. A file that fits is read before the run.
 * Of a larger one a thread reads on while the run goes, no further ahead than memory allows.
 */
final class FileRequests implements Requests {
    /** What is kept of a file's bodies before the run. */
    static final long MOST_BYTES = 8L << 20;

    /** How far ahead of the run it is read. */
    private static final int AHEAD_BYTES = 8 << 20;

    /** One permit stands for so many bytes. */
    private static final int PERMIT_BYTES = 1 << 10;

    private static final int LOOK_AGAIN_MILLIS = 20;
    private static final int MOST_PERMITS = AHEAD_BYTES / PERMIT_BYTES;

    private final Supplier<Dataset> opening;
    private final UnaryOperator<Prompt> completing;
    private final Encoder encoder;
    private final FilePlan plan;
    private final WarmupPlan warmup;
    private final List<Request> first = new ArrayList<>();
    private final boolean whole;
    private final IntPredicate isOurs;
    private final UnusedFields unused;

    private final LinkedBlockingQueue<Request> ahead = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_PERMITS);
    private final BodyPool pool = new BodyPool();
    private final ConcurrentHashMap<Integer, Request> open = new ConcurrentHashMap<>();
    private final AtomicInteger waits = new AtomicInteger();
    private @Nullable Thread reader;
    private volatile long skipped;
    private volatile long leftOut;
    private volatile @Nullable String broken;

    /**
     * Reads the beginning of the file, all of it where that is enough.
     *
     * @param opening opens the file at its beginning
     * @param completing adds to a file's prompt what the file leaves open
     * @param needed rows that the run takes, 0 when only time ends it
     * @param warmup what comes before the measured requests
     * @param isOurs whether the request of a number is sent by this part of the run
     * @param unused is shown each entry
     * @param whenBroken told when the file cannot be read on
     * @throws PlanException when the file cannot be read, or holds no request
     */
    FileRequests(
            FilePlan plan,
            Supplier<Dataset> opening,
            UnaryOperator<Prompt> completing,
            Encoder encoder,
            long needed,
            WarmupPlan warmup,
            IntPredicate isOurs,
            UnusedFields unused,
            Runnable whenBroken) {
        this.plan = plan;
        this.warmup = warmup;
        this.opening = opening;
        this.completing = completing;
        this.encoder = encoder;
        this.isOurs = isOurs;
        this.unused = unused;
        long enough = plan.mostRequests() > 0 ? plan.mostRequests() : Long.MAX_VALUE;
        enough = needed > 0 ? Math.min(enough, needed) : enough;
        try {
            Dataset dataset = opening.get();
            boolean all = readFirst(dataset, enough);
            if (first.isEmpty()) {
                throw new PlanException("--input-file " + plan.path() + ": no request in it"
                        + (skipped > 0 ? " that makes sense; " + skipped + " rows were skipped" : ""));
            }
            whole = all;
            if (all) {
                dataset.close();
            } else {
                reader =
                        Thread.ofPlatform().daemon().name("streamgauge-input").start(() -> readOn(dataset, whenBroken));
            }
        } catch (DatasetException e) {
            throw new PlanException("--input-file " + e.getMessage());
        }
    }

    /** Whether nothing more needs to be read. */
    private boolean readFirst(Dataset dataset, long enough) {
        long bytes = 0;
        while (first.size() < enough) {
            if (bytes > MOST_BYTES) {
                return false;
            }
            Entry entry = dataset.next();
            if (entry == null) {
                break;
            }
            Request request = request(first.size(), entry);
            first.add(request);
            bytes += request.length();
        }
        skipped = dataset.skipped();
        leftOut = dataset.leftOut();
        return true;
    }

    private Request request(int index, Entry entry) {
        unused.look(entry);
        return encoder.encode(index, completing.apply(entry.prompt()));
    }

    private void readOn(Dataset opened, Runnable whenBroken) {
        Dataset dataset = opened;
        try {
            int index = first.size();
            while (!Thread.currentThread().isInterrupted()) {
                boolean enough = plan.mostRequests() > 0 && index % plan.mostRequests() == 0;
                Entry entry = enough ? null : dataset.next();
                if (entry == null) {
                    skipped = dataset.skipped();
                    leftOut = dataset.leftOut();
                    dataset.close();
                    dataset = opening.get();
                    entry = dataset.next();
                }
                if (entry == null) {
                    throw new PlanException(plan.path() + ": no request in it any more");
                }
                // Those of other parts are made too: what is drawn for one must not depend on who sends it.
                Request request = request(index, entry);
                if (isOurs.test(index++)) {
                    room.acquire(permits(request));
                    ahead.add(pooled(request));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            broken = "the input file could not be read on: " + e.getMessage();
            whenBroken.run();
        } finally {
            dataset.close();
        }
    }

    /** The same in an array of the pool. */
    private Request pooled(Request request) {
        byte[] bytes = pool.take(request.length());
        System.arraycopy(request.bytes(), 0, bytes, 0, request.length());
        return new Request(
                request.tokens(),
                request.images(),
                bytes,
                request.length(),
                request.asksForUsage(),
                request.stripped());
    }

    private static int permits(Request request) {
        return Math.clamp(request.length() / PERMIT_BYTES + 1, 1, MOST_PERMITS);
    }

    @Override
    public Request of(int ticket) {
        int kept = first.size();
        if (!warmup.isOpenEnded()) {
            return row(ticket, ticket);
        }
        return ticket < warmup.requests()
                ? first.get(kept - 1 - ticket % kept)
                : row(ticket, ticket - warmup.requests());
    }

    private Request row(int ticket, int row) {
        return whole || row < first.size()
                ? first.get(row % first.size())
                : open.computeIfAbsent(ticket, absent -> next());
    }

    @Override
    public int warmupRequests() {
        return warmup.requests();
    }

    /** The next that was read, the first where none can be. Blocks a loop where the file is read more slowly than requests are sent; that is counted and told. */
    private Request next() {
        Request request = ahead.poll();
        boolean waiting = false;
        try {
            while (request == null) {
                if (broken != null) {
                    return pooled(first.getFirst());
                }
                if (!waiting) {
                    waits.incrementAndGet();
                    waiting = true;
                }
                request = ahead.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return pooled(first.getFirst());
        }
        room.release(permits(request));
        return request;
    }

    @Override
    public void booked(int ticket) {
        Request request = open.remove(ticket);
        if (request != null) {
            pool.give(request.bytes());
        }
    }

    @Override
    public long heldBytes(int ticket) {
        Request request = whole ? null : open.get(ticket);
        return request == null ? 0 : request.bytes().length;
    }

    @Override
    public byte[] withoutUsage(int ticket) {
        return UsageQuestion.takenFrom(of(ticket)).body();
    }

    @Override
    public List<InputsJson.Entry> shown() {
        return first.stream().map(Request::body).map(InputsJson.Entry::of).toList();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (skipped > 0) {
            notes.add(skipped + " rows of " + plan.path() + " made no sense and were skipped");
        }
        if (leftOut > 0) {
            notes.add(leftOut + " rows of " + plan.path() + " were longer than --synthesis-max-isl and left out");
        }
        unused.note(plan.path()).ifPresent(notes::add);
        if (!whole) {
            notes.add(plan.path() + " was read while the run went on; inputs.json shows its first " + first.size()
                    + " requests");
        }
        if (waits.get() > 0) {
            notes.add(plan.path() + " was read more slowly than requests were sent: " + waits.get()
                    + " waited for it, which disturbed those beside them");
        }
        return notes;
    }

    @Override
    public List<String> troubles() {
        String problem = broken;
        return problem == null ? List.of() : List.of(problem);
    }

    @Override
    public void end() throws InterruptedException {
        if (reader != null) {
            reader.interrupt();
            reader.join();
        }
    }
}
