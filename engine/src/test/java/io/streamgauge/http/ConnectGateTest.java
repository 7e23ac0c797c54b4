package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.http.LoopCounters.Count;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectGateTest {
    private static final int FLIGHTS = 2_000;

    /** The few connections that a listen queue takes although nobody accepts them. */
    private static final int QUEUED = 8;

    @Test
    void noMoreSynsAreSentIntoAFullListenQueueThanMayBePending() throws IOException, InterruptedException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = HttpClient.open(
                        HttpSettings.to(new Origin(Origin.Scheme.HTTP, "127.0.0.1", listener.getLocalPort(), ""))
                                .connectsPerSecond(1_000_000)
                                .connectTimeout(Duration.ofMillis(400))
                                .build())) {
            var loop = client.loops().getFirst();
            var route = client.route("/", HttpClient.Answers.STREAMED, Wire.STREAM, Wire.WHOLE);
            var attemptsAtFirstFailure = new AtomicLong();
            var failed = new CountDownLatch(1);
            loop.execute(() -> {
                for (int i = 0; i < FLIGHTS; i++) {
                    loop.start(loop.newFlight().request(route, 0, new byte[0], ended -> {
                        attemptsAtFirstFailure.compareAndSet(0, loop.counters().get(Count.CONNECTS));
                        failed.countDown();
                    }));
                }
            });
            failed.await();
            assertThat(attemptsAtFirstFailure.get())
                    .isBetween((long) ConnectGate.MOST_PENDING, (long) ConnectGate.MOST_PENDING + QUEUED);
        }
    }
}
