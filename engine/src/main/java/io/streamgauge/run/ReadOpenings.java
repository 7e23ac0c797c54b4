package io.streamgauge.run;

import io.streamgauge.arrival.Shard;
import io.streamgauge.dataset.DatasetException;
import io.streamgauge.endpoint.EndpointException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Openings of sessions that are read from a file while the run goes: a thread reads ahead of it, in the order in which they
 * begin, no further than memory allows. A session that begins before it was read is read by the loop that asks for it.
 */
final class ReadOpenings implements Openings {
    /** How far ahead of the run sessions are read. */
    private static final int AHEAD_BYTES = 8 << 20;

    /** One permit stands for so many bytes. */
    private static final int PERMIT_BYTES = 1 << 10;

    private static final int MOST_PERMITS = AHEAD_BYTES / PERMIT_BYTES;

    private final SessionScripts warmup;
    private final SessionScripts measured;
    private final SessionNumbers numbers;
    private final Making making;
    private final Shard shard;
    private final Semaphore room = new Semaphore(MOST_PERMITS);
    private final ConcurrentHashMap<Integer, Ahead> ahead = new ConcurrentHashMap<>();
    private final AtomicInteger late = new AtomicInteger();
    private final Thread reader;

    /** @param opening null where it was asked for before it was read */
    private record Ahead(@Nullable Opening opening, int permits) {
        static final Ahead TAKEN = new Ahead(null, 0);
    }

    /** @param shard whose sessions are read ahead */
    ReadOpenings(SessionScripts warmup, SessionScripts measured, SessionNumbers numbers, Making making, Shard shard) {
        this.warmup = warmup;
        this.measured = measured;
        this.numbers = numbers;
        this.making = making;
        this.shard = shard;
        this.reader = Thread.ofPlatform().daemon().name("streamgauge-input").start(this::readOn);
    }

    private void readOn() {
        try {
            for (int i = shard.index(); i < numbers.warmupSessions(); i += shard.count()) {
                readAhead(i);
            }
            int chains = numbers.warmupSessions() + numbers.mostSessions();
            for (int i = numbers.warmupSessions() + shard.index(); i < chains; i += shard.count()) {
                readAhead(i);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DatasetException | EndpointException e) {
            // Whoever asks for this session, and those after it, reads it, and tells what is wrong.
        }
    }

    private void readAhead(int chain) throws InterruptedException {
        if (ahead.remove(chain, Ahead.TAKEN)) {
            return;
        }
        Opening opening = read(numbers.place(numbers.firstTicket(chain)));
        int permits = permits(opening);
        room.acquire(permits);
        Ahead before = ahead.putIfAbsent(chain, new Ahead(opening, permits));
        if (before != null) {
            ahead.remove(chain);
            room.release(permits);
        }
    }

    private static int permits(Opening opening) {
        long chars = opening.request().length();
        for (SessionScript.Turn turn : opening.script().turns()) {
            chars += turn.characters();
        }
        return Math.clamp(chars / PERMIT_BYTES + 1, 1, MOST_PERMITS);
    }

    private Opening read(SessionNumbers.Place place) {
        SessionScript script = (place.warmup() ? warmup : measured).script(place.session());
        return new Opening(script, making.first(script));
    }

    @Override
    public Opening of(SessionNumbers.Place place) {
        Ahead read = ahead.putIfAbsent(place.chain(), Ahead.TAKEN);
        if (read == null || read.opening() == null) {
            late.incrementAndGet();
            return read(place);
        }
        ahead.remove(place.chain());
        room.release(read.permits());
        return read.opening();
    }

    @Override
    public int late() {
        return late.get();
    }

    @Override
    public void end() throws InterruptedException {
        reader.interrupt();
        reader.join();
    }
}
