package io.streamgauge.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.arrival.Cancellation;
import io.streamgauge.arrival.PrefillLimit;
import io.streamgauge.arrival.Shard;
import io.streamgauge.clock.Clock;
import io.streamgauge.http.Flight;
import io.streamgauge.http.FlightListener;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpSettings;
import io.streamgauge.http.Origin;
import io.streamgauge.http.Route;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.sse.TextPaths;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is due while the sink has no room, from a server that answers at once. */
@Timeout(20)
class HeldChainsTest {
    private static final int REQUESTS = 6;
    private static final byte[] BODY =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":1}"
                    .getBytes(StandardCharsets.UTF_8);

    private record Ended(int ticket, long dueNanos, long sentNanos) {}

    /** Full from the beginning until it is emptied. */
    private static final class FullSink implements FlightSink {
        private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        private final CountDownLatch asked = new CountDownLatch(1);
        private volatile boolean full = true;

        @Override
        public void accept(Flight flight) {
            ended.add(new Ended(flight.ticket(), flight.dueNanos(), flight.sentNanos()));
            flight.release();
        }

        @Override
        public boolean isFull(Runnable whenRoom) {
            if (full) {
                waiting.add(whenRoom);
                asked.countDown();
            }
            return full;
        }

        void empty() {
            full = false;
            waiting.forEach(Runnable::run);
        }
    }

    private record Same(Route route) implements RequestSource {
        @Override
        public void fill(Flight flight, int ticket, FlightListener whenEnded) {
            flight.request(route, 0, BODY, whenEnded);
        }

        @Override
        public boolean resend(Flight ended) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Held {
        void with(LoadDriver driver, FullSink sink, Thread load) throws InterruptedException;
    }

    private static void held(Pace pace, Held then) throws InterruptedException {
        try (MockServer server = MockServer.start(
                        MockOptions.builder().ttft(LatencyModel.parse("0ms")).build());
                HttpClient client =
                        HttpClient.open(HttpSettings.to(new Origin(Origin.Scheme.HTTP, "127.0.0.1", server.port(), ""))
                                .build())) {
            Route route = client.route(
                    "/v1/chat/completions",
                    HttpClient.Answers.WHOLE,
                    TextPaths.builder().build(),
                    TextPaths.builder().build());
            FullSink sink = new FullSink();
            LoadDriver driver = new LoadDriver(
                    client,
                    new Same(route),
                    sink,
                    Chains.SINGLE,
                    new ErrorWatch(0, 0),
                    new Retries(0),
                    Clock.monotonic());
            Thread load = Thread.ofVirtual().start(() -> run(driver, pace));
            sink.asked.await();
            then.with(driver, sink, load);
        }
    }

    private static void run(LoadDriver driver, Pace pace) {
        try {
            driver.run(new Stint(
                    0, REQUESTS, pace, 0, 0, PrefillLimit.NONE, Cancellation.NONE, Shard.WHOLE, RequestRecord.ABSENT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static List<Pace> paces() {
        return List.of(
                new Pace.Closed(2, 0),
                new Pace.Open(
                        IntStream.range(0, REQUESTS).mapToLong(i -> i * 1_000L).toArray(), 2),
                new Pace.Users(2, 1_000));
    }

    @ParameterizedTest
    @MethodSource("paces")
    void allOfItIsSentOnceThereIsRoom(Pace pace) throws InterruptedException {
        held(pace, (driver, sink, load) -> {
            assertThat(sink.ended).isEmpty();
            sink.empty();
            load.join();
            assertThat(sink.ended)
                    .extracting(Ended::ticket)
                    .containsExactlyInAnyOrder(
                            IntStream.range(0, REQUESTS).boxed().toArray(Integer[]::new));
        });
    }

    /** Their wait is slip. */
    @Test
    void whatWasDueMeanwhileWasDueThen() throws InterruptedException {
        long[] due = IntStream.range(0, REQUESTS).mapToLong(i -> i * 1_000_000L).toArray();
        held(new Pace.Open(due, 0), (driver, sink, load) -> {
            long room = Clock.monotonic().nanos();
            sink.empty();
            load.join();
            assertThat(sink.ended).hasSize(REQUESTS).allSatisfy(it -> {
                assertThat(it.dueNanos()).isEqualTo(driver.startNanos() + due[it.ticket()]);
                assertThat(it.sentNanos()).isGreaterThan(room);
            });
        });
    }

    @ParameterizedTest
    @MethodSource("paces")
    void whatIsStoppedMeanwhileIsNotSent(Pace pace) throws InterruptedException {
        held(pace, (driver, sink, load) -> {
            driver.stop();
            load.join();
            sink.empty();
            assertThat(sink.ended).isEmpty();
        });
    }
}
