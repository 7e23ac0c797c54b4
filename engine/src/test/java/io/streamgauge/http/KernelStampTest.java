package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.http.HttpSettings.Stamps;
import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.http.LoopCounters.Count;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.mock.RequestTruth;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's stamps against the truth of the built-in server, which shares the clock. */
class KernelStampTest {
    private static final String ASK = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}";

    private static HttpSettings.Builder kernel(int port) {
        return HttpSettings.to(Origin.http("127.0.0.1", port))
                .transport(Transport.EPOLL)
                .stamps(Stamps.KERNEL);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void neverStampsATokenBeforeItWasWritten(long sweepMillis) {
        try (var server = MockServer.start(MockOptions.builder()
                        .ttft(new LatencyModel.Fixed(3_000_000))
                        .itl(new LatencyModel.Fixed(1_000_000))
                        .defaultOutputTokens(50)
                        .build());
                var wire = new Wire(kernel(server.port())
                        .sweep(Duration.ofMillis(sweepMillis))
                        .build())) {
            List<CompletableFuture<Seen>> flights =
                    IntStream.range(0, 20).mapToObj(i -> wire.begin(ASK)).toList();
            for (CompletableFuture<Seen> flight : flights) {
                Seen seen = Wire.await(flight);
                assertThat(seen.status()).as("%s", seen.error()).isEqualTo(Status.OK);
                assertThat(seen.stamp()).isEqualTo(Stamp.KERNEL);
                long[] written = written(server, seen.id());
                long[] stamped = seen.times().toArray();
                assertThat(stamped).hasSameSizeAs(written);
                for (int i = 0; i < written.length; i++) {
                    assertThat(stamped[i] - written[i]).as("token %d", i).isGreaterThan(-20_000L);
                }
            }
            Histogram delays = Objects.requireNonNull(wire.loop().takeReadDelays());
            assertThat(delays.getTotalCount()).isEqualTo(wire.loop().counters().get(Count.READS));
            assertThat(wire.loop().clockSteps()).isZero();
        }
    }

    /** When the server wrote each token; its books may close a moment after the client has the answer. */
    private static long[] written(MockServer server, @Nullable String id) {
        while (true) {
            for (RequestTruth truth : server.truth().finished()) {
                if (truth.id().equals(id)) {
                    return truth.writeNanos();
                }
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void stampsTheArrivalHoweverLateTheLoopReads() throws Exception {
        String answer = Responses.stream(Responses.delta("{\"content\":\"a\"}", "\"stop\""));
        var held = new CountDownLatch(1);
        var written = new CompletableFuture<Long>();
        var sent = new CompletableFuture<Long>();
        try (var server = ScriptedServer.start(call -> {
                    call.readRequest();
                    call.send(answer);
                    call.readRequest();
                    await(held);
                    written.complete(System.nanoTime());
                    call.send(answer);
                    sent.complete(System.nanoTime());
                    call.awaitClose();
                });
                var wire = new Wire(kernel(server.port()).build())) {
            assertThat(wire.stream().status()).isEqualTo(Status.OK); // makes the connection, which takes the loop
            var flight = wire.beginStream();
            // The loop is held up from before the answer is sent until well after it has arrived.
            wire.loop().execute(() -> {
                held.countDown();
                while (System.nanoTime() < sent.join() + 50_000_000L) {
                    Thread.onSpinWait();
                }
            });
            Seen seen = Wire.await(flight);
            assertThat(seen.stamp()).isEqualTo(Stamp.KERNEL);
            assertThat(seen.firstByte()).isBetween(written.get() - 20_000L, sent.get() + 20_000_000L);
            Histogram delays = Objects.requireNonNull(wire.loop().takeReadDelays());
            assertThat(delays.getMaxValue()).isGreaterThan(20_000_000L);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysWhyThereAreNone() {
        try (var wire = new Wire(HttpSettings.to(Origin.http("127.0.0.1", 9))
                .transport(Transport.NIO)
                .build())) {
            assertThat(wire.client().stamp()).isEqualTo(Stamp.USER);
            assertThat(wire.client().whyUserStamps()).isEqualTo("they need the epoll transport");
            assertThat(wire.loop().takeReadDelays()).isNull();
        }
    }
}
