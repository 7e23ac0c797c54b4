package io.streamgauge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.cli.ReadPlan;
import io.streamgauge.clock.Clock;
import io.streamgauge.http.Flight;
import io.streamgauge.http.HttpClient;
import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.load.ErrorWatch;
import io.streamgauge.load.FlightSink;
import io.streamgauge.load.LoadDriver;
import io.streamgauge.load.Retries;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.record.RecordStore;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a load whose ledger books nothing for a while. */
@Timeout(60)
class HeldLedgerTest {
    private static final String TEXT = "so it goes on ".repeat(100_000 / 14);
    private static final String MARKED = "--cache-bust --concurrency 1 --request-count 60 --num-prompts 2 --isl 20000";
    private static final long MOST_BYTES = 1 << 20;
    private static final Clock CLOCK = Clock.monotonic();

    @TempDir
    private Path directory;

    /** Tells, each time, that the one slot of a closed loop rests. */
    private record Watched(FlightSink sink, AtomicInteger ended, Semaphore rests) implements FlightSink {
        @Override
        public void accept(Flight flight) {
            ended.incrementAndGet();
            sink.accept(flight);
        }

        @Override
        public boolean isFull(Runnable whenRoom) {
            boolean full = sink.isFull(whenRoom);
            if (full) {
                rests.release();
            }
            return full;
        }
    }

    /**
     * What came of a load.
     *
     * @param first how many requests had ended when it rested, or was over, before any was booked
     */
    private record Held(int first, List<RequestRecord> records, String note) {}

    private Held held(String flags) throws IOException, InterruptedException {
        return held(flags, record -> {});
    }

    /** @param booked is told each record once the ledger books again */
    private Held held(String flags, Consumer<RequestRecord> booked) throws IOException, InterruptedException {
        try (MockServer server = MockServer.start(
                MockOptions.builder().ttft(LatencyModel.parse("0ms")).build())) {
            List<String> arguments = new ArrayList<>(List.of("-m", "m", "--tokenizer", "builtin", "--osl", "1"));
            arguments.addAll(List.of("--url", "127.0.0.1:" + server.port(), "--artifact-dir", directory.toString()));
            arguments.addAll(List.of(flags.split(" ")));
            BenchmarkPlan plan = ReadPlan.of(arguments);
            try (HttpClient client = ClientSettings.open(ClientSettings.of(plan, CLOCK));
                    Tokenizer tokenizer = TokenizerHub.fromEnvironment(Map.of()).load(TokenizerHub.BUILT_IN, "main");
                    RecordStore store = RecordStore.in(directory)) {
                return held(plan, client, tokenizer, store, booked);
            }
        }
    }

    private static Held held(
            BenchmarkPlan plan,
            HttpClient client,
            Tokenizer tokenizer,
            RecordStore store,
            Consumer<RequestRecord> booked)
            throws InterruptedException {
        Requests requests = new RequestMaker(plan, tokenizer, () -> {}).requests();
        var route = client.route(
                plan.path(),
                HttpClient.Answers.STREAMED,
                plan.endpoint().streamPaths(),
                plan.endpoint().wholePaths());
        RequestBook book = new RequestBook(plan, route, requests);
        CountDownLatch books = new CountDownLatch(1);
        Backlog backlog = new Backlog(MOST_BYTES, CLOCK);
        Ledger ledger = new Ledger(book, tokenizer, null, null, null, store, plan, CLOCK, backlog, record -> {
            await(books);
            booked.accept(record);
        });
        ledger.start();
        Watched sink = new Watched(ledger, new AtomicInteger(), new Semaphore(0));
        LoadDriver driver =
                new LoadDriver(client, book, sink, requests.chains(), new ErrorWatch(0, 0), new Retries(0), CLOCK);
        Thread load = Thread.ofVirtual().start(() -> {
            run(driver, plan, requests);
            sink.rests().release();
        });
        sink.rests().acquire();
        int first = sink.ended().get();
        books.countDown();
        load.join();
        requests.end();
        ledger.close();
        return new Held(first, List.copyOf(store.records()), backlog.note().orElse(""));
    }

    private static void run(LoadDriver driver, BenchmarkPlan plan, Requests requests) {
        try {
            driver.run(new Stints(plan, requests).measured(RequestRecord.ABSENT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path file(int lines, int sessions) throws IOException {
        Path file = directory.resolve("input.jsonl");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < lines; i++) {
                String session = sessions == 0 ? "" : "\"session_id\":\"s" + i % sessions + "\",";
                writer.write("{" + session + "\"text\":\"" + i + " " + TEXT + "\"}\n");
            }
        }
        return file;
    }

    @Test
    void sessionsOfAFileDoNotBegin() throws IOException, InterruptedException {
        Held held = held("--session-concurrency 1 --input-file " + file(120, 60));
        assertThat(held.first()).isBetween(2, 10);
        assertThat(held.records()).hasSize(120).allMatch(record -> record.status() == Status.OK);
        assertThat(held.note()).contains("nothing was begun");
    }

    @Test
    void sessionsThatAreMadeDoNotBegin() throws IOException, InterruptedException {
        Held held = held("--session-concurrency 1 --num-sessions 60 --session-turns-mean 2 --isl 5000");
        assertThat(held.first()).isBetween(2, 60);
        assertThat(held.records()).hasSize(120).allMatch(record -> record.status() == Status.OK);
        assertThat(held.note()).contains("nothing was begun");
    }

    /** Those that are kept in memory in any case weigh nothing but their answers. */
    @Test
    void requestsOfAFileDoNotBegin() throws IOException, InterruptedException {
        Held held = held("--concurrency 1 --request-count 130 --input-file " + file(130, 0));
        assertThat(held.first()).isBetween(80, 100);
        assertThat(held.records()).hasSize(130).allMatch(record -> record.status() == Status.OK);
        assertThat(held.note()).contains("nothing was begun");
    }

    @Test
    void requestsWithAMarkOfTheirOwnDoNotBegin() throws IOException, InterruptedException {
        Held held = held(MARKED);
        assertThat(held.first()).isBetween(2, 30);
        assertThat(held.records()).hasSize(60).allMatch(record -> record.status() == Status.OK);
    }

    @Test
    void aSmallBacklogHoldsNothingBack() throws IOException, InterruptedException {
        Held held = held("--concurrency 1 --request-count 60 --num-prompts 2 --isl 20000");
        assertThat(held.first()).isEqualTo(60);
        assertThat(held.records()).hasSize(60);
        assertThat(held.note()).isEmpty();
    }

    @Test
    void aLedgerThatBreaksHoldsNothingBack() {
        assertThatThrownBy(() -> held(MARKED, record -> {
                    throw new IllegalStateException("of no use");
                }))
                .hasMessage("the ledger stopped: of no use");
    }
}
