package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.Flight;
import io.streamgauge.load.FlightSink;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.ExportLevel;
import io.streamgauge.plan.Secrets;
import io.streamgauge.record.RecordStore;
import io.streamgauge.record.RecordWriter;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.OutputsJson;
import io.streamgauge.report.ProfileExport;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Books every flight that has ended: counts its tokens, appends its record to the record file, adds it to the raw export, gives it
 * back to its loop. One thread of its own, beside the loops; a crash of the process loses at most the last second.
 */
final class Ledger implements FlightSink {
    private static final int BATCH = 64;
    private static final byte[] NO_TEXT = {};

    private final RequestBook book;
    private final Tokenizer tokenizer;
    private final RecordLog log;
    private final Consumer<RequestRecord> booked;
    private final Secrets secrets;
    private final boolean redacts;
    private final ShownBodies bodies;
    private final boolean raw;
    private final boolean hasText;
    /** Flights to book; an empty one is the last entry. */
    private final LinkedBlockingQueue<Optional<Flight>> ended = new LinkedBlockingQueue<>();

    private final Backlog backlog;
    private final RecordStore records;
    private final List<String> troubles = new ArrayList<>();
    private final Thread thread = new Thread(this::work, "streamgauge-ledger");

    private @Nullable ProfileExport export;
    private @Nullable OutputsJson outputs;
    private volatile @Nullable Throwable broken;

    /**
     * @param writer the record file, closed by {@link #close}; null for none
     * @param export the raw export, finished by {@link #close}; null for none
     * @param records keeps the records; not closed here
     * @param plan what must be kept out of the files
     * @param backlog is told what waits to be booked
     * @param booked is told each record, on the ledger's thread
     */
    Ledger(
            RequestBook book,
            Tokenizer tokenizer,
            @Nullable RecordWriter writer,
            @Nullable ProfileExport export,
            @Nullable OutputsJson outputs,
            RecordStore records,
            BenchmarkPlan plan,
            Clock clock,
            Backlog backlog,
            Consumer<RequestRecord> booked) {
        this.secrets = Secrets.of(plan.headers());
        this.redacts = plan.results().redacts();
        this.bodies = ShownBodies.of(plan);
        this.hasText = plan.endpoint().subject().hasText();
        this.raw = plan.results().reports().exportLevel() == ExportLevel.RAW;
        this.book = book;
        this.tokenizer = tokenizer;
        this.log = new RecordLog(writer, clock);
        this.export = export;
        this.outputs = outputs;
        this.records = records;
        this.backlog = backlog;
        this.booked = booked;
        thread.setDaemon(true);
    }

    void start() {
        log.start();
        thread.start();
    }

    @Override
    public void accept(Flight flight) {
        backlog.add(book.heldBytes(flight));
        ended.add(Optional.of(flight));
    }

    @Override
    public boolean isFull(Runnable whenRoom) {
        return backlog.isFull(whenRoom);
    }

    /** Books what has ended, then stops. After it, the records and {@link #troubles} are complete. */
    void close() throws InterruptedException {
        ended.add(Optional.empty());
        thread.join();
        if (broken != null) {
            throw new IllegalStateException("the ledger stopped: " + broken.getMessage(), broken);
        }
    }

    /** What could not be written, a line each. After {@link #close}. */
    List<String> troubles() {
        return Stream.concat(log.troubles().stream(), troubles.stream()).toList();
    }

    private void work() {
        try (TokenCounter counter = new TokenCounter(tokenizer)) {
            List<Optional<Flight>> entries = new ArrayList<>(BATCH);
            boolean open = true;
            while (open) {
                take(entries);
                List<Flight> flights =
                        entries.stream().flatMap(Optional::stream).toList();
                open = flights.size() == entries.size();
                entries.clear();
                if (!flights.isEmpty()) {
                    book(flights, counter.count(flights));
                }
                log.flushWhenDue();
            }
            log.close();
            finishExport();
            finishOutputs();
        } catch (Throwable e) {
            broken = e;
            backlog.open();
        }
    }

    /** Waits for entries, but no longer than until the next flush is due. */
    private void take(List<Optional<Flight>> entries) throws InterruptedException {
        Optional<Flight> first = ended.poll(log.nanosToFlush(), TimeUnit.NANOSECONDS);
        if (first != null) {
            entries.add(first);
            ended.drainTo(entries, BATCH - 1);
        }
    }

    private void book(List<Flight> batch, int[] outputTokens) {
        for (int i = 0; i < batch.size(); i++) {
            Flight flight = batch.get(i);
            long held = book.heldBytes(flight);
            RequestRecord record = record(flight, outputTokens[i]);
            records.add(record);
            log.add(record);
            toExport(flight, record);
            toOutputs(flight, record);
            booked.accept(record);
            flight.release();
            book.booked(record.request());
            backlog.remove(held);
        }
    }

    private void toExport(Flight flight, RequestRecord record) {
        if (export == null || !record.isMeasuredOk()) {
            return;
        }
        try {
            if (raw) {
                addRaw(export, flight, record);
                return;
            }
            int[] lengths = new int[flight.tokens()];
            flight.forEachRun((event, kind, from, to) -> lengths[event] += to - from);
            if (redacts) {
                Arrays.fill(lengths, 0);
            }
            export.add(record, sent(flight.body(), record), redacts ? NO_TEXT : flight.text(), lengths);
        } catch (IOException e) {
            troubles.add("the raw export could not be written: " + e.getMessage());
            abandonExport();
        }
    }

    /** The last that is done with a flight's text. */
    private void toOutputs(Flight flight, RequestRecord record) {
        if (outputs == null || !record.isMeasuredOk()) {
            return;
        }
        try {
            flight.unescape();
            outputs.add(record, hasText ? flight.text() : NO_TEXT);
        } catch (IOException e) {
            troubles.add("outputs.json could not be written: " + e.getMessage());
            outputs = null;
        }
    }

    private void addRaw(ProfileExport export, Flight flight, RequestRecord record) throws IOException {
        if (!flight.hasWholeBody()) {
            troubles.add(
                    "the raw export lacks request " + record.request() + ", whose answer is larger than any is kept");
            return;
        }
        long[] nanos = new long[flight.pieces()];
        int[] ends = new int[nanos.length];
        int[] count = {0};
        flight.forEachPiece((time, from, to) -> {
            nanos[count[0]] = time;
            ends[count[0]++] = to;
        });
        export.addRaw(record, sent(flight.body(), record), flight.answerBody(), nanos, ends);
    }

    private ProfileExport.Sent sent(byte[] body, RequestRecord record) {
        return new ProfileExport.Sent(bodies.shown(body), book.delayNanos(record.request()));
    }

    /** Takes away what there is of a raw export that will not be whole. */
    private void abandonExport() {
        ProfileExport abandoned = export;
        export = null;
        if (abandoned != null) {
            try {
                abandoned.close();
            } catch (IOException e) {
                // Its failure has been told already.
            }
        }
    }

    private RequestRecord record(Flight flight, int outputTokens) {
        int ticket = flight.ticket();
        long sent = flight.sentNanos();
        return new RequestRecord(
                ticket,
                book.phase(ticket),
                flight.responseId(),
                flight.status(),
                flight.httpStatus(),
                flight.error() == null ? null : secrets.hide(flight.error()),
                flight.dueNanos() == RequestRecord.ABSENT ? sent : flight.dueNanos(),
                sent,
                flight.firstByteNanos(),
                flight.tokenTimes(),
                flight.firstAnswerNanos(),
                flight.endNanos(),
                book.inputTokens(ticket),
                hasText ? outputTokens : 0,
                flight.usage(),
                flight.coalesced(),
                flight.stamp(),
                flight.connectNanos(),
                flight.finishReason(),
                flight.retries(),
                book.images(ticket),
                book.session(ticket));
    }

    private void finishOutputs() {
        if (outputs == null) {
            return;
        }
        try (OutputsJson finished = outputs) {
            finished.finish();
        } catch (IOException e) {
            troubles.add("outputs.json could not be written: " + e.getMessage());
        }
    }

    private void finishExport() {
        if (export == null) {
            return;
        }
        try (ProfileExport finished = export) {
            finished.finish();
        } catch (IOException e) {
            troubles.add("the raw export could not be written: " + e.getMessage());
        }
    }
}
