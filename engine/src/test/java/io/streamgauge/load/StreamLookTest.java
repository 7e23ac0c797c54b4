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
import io.streamgauge.record.RequestRecord;
import io.streamgauge.sse.TextPaths;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the live view learns of streams in flight, from servers that let them wait. */
@Timeout(20)
class StreamLookTest {
    private static final int STREAMS = 3;

    /** Always the same request. */
    private record Same(Route route) implements RequestSource {
        @Override
        public void fill(Flight flight, int ticket, FlightListener whenEnded) {
            flight.request(route, 0, new byte[] {'{', '}'}, whenEnded);
        }

        @Override
        public boolean resend(Flight ended) {
            return false;
        }
    }

    @Test
    void aLoopThatDoesNotAnswerHasTheStreamsThatItHad() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, STREAMS, InetAddress.getLoopbackAddress());
                HttpClient client = HttpClient.open(
                        HttpSettings.to(new Origin(Origin.Scheme.HTTP, "127.0.0.1", silent.getLocalPort(), ""))
                                .build())) {
            Route route = client.route(
                    "/",
                    HttpClient.Answers.STREAMED,
                    TextPaths.builder().build(),
                    TextPaths.builder().build());
            LoadDriver driver = new LoadDriver(
                    client,
                    new Same(route),
                    Flight::release,
                    Chains.SINGLE,
                    new ErrorWatch(0, 0),
                    new Retries(0),
                    Clock.monotonic());
            Thread load = Thread.ofVirtual().start(() -> run(driver));
            while (driver.look().streams().size() < STREAMS) {
                Thread.onSpinWait();
            }
            CountDownLatch blocked = new CountDownLatch(1);
            client.loops().forEach(loop -> loop.execute(() -> await(blocked)));
            StreamLook look = driver.look();
            blocked.countDown();
            assertThat(look.streams()).hasSize(STREAMS);
            assertThat(look.lagNanos()).isGreaterThan(100_000_000);
            driver.cancel();
            load.join();
            assertThat(driver.look().streams()).isEmpty();
        }
    }

    private static void run(LoadDriver driver) {
        try {
            driver.run(new Stint(
                    0,
                    STREAMS,
                    new Pace.Closed(STREAMS, 0),
                    0,
                    0,
                    PrefillLimit.NONE,
                    Cancellation.NONE,
                    Shard.WHOLE,
                    RequestRecord.ABSENT));
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
}
