package io.streamgauge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpSettings;
import io.streamgauge.http.HttpSettings.Stamps;
import io.streamgauge.http.Origin;
import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.Stamp;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthMeterTest {
    private static final Summary EMPTY =
            Summarizer.summarize(List.of(), new SummaryOptions(true, List.of(), Definitions.GENAI_PERF));
    private static final long BLOCKED_NANOS = 60_000_000;

    private static HttpSettings settings(Stamps stamps) {
        return HttpSettings.to(new Origin(Origin.Scheme.HTTP, "127.0.0.1", 1, ""))
                .stamps(stamps)
                .build();
    }

    /** Were the gap 0 there, no lag would be large beside it, just where most events were read late. */
    @Test
    void theGapIsKnownThoughMostEventsCameTogether() {
        long milli = 1_000_000;
        var inFours =
                Recordings.ok(0, 0, 8, milli, milli, milli, milli, 41 * milli, 41 * milli, 41 * milli, 71 * milli);
        assertThat(HealthMeter.gapNanos(Summarizer.summarize(List.of(inFours), SummaryOptions.ofStreaming())))
                .isEqualTo(10.0 * milli);
        var apart = Recordings.ok(0, 0, 4, milli, 3 * milli, 5 * milli, 60 * milli);
        assertThat(HealthMeter.gapNanos(Summarizer.summarize(List.of(apart), SummaryOptions.ofStreaming())))
                .isEqualTo(2.0 * milli);
        assertThat(HealthMeter.gapNanos(EMPTY)).isZero();
    }

    @Test
    void aBlockedLoopIsSeenAsLagAndAsBusy() throws InterruptedException {
        try (HttpClient client = HttpClient.open(settings(Stamps.USER))) {
            var meter = new HealthMeter(client, Clock.monotonic());
            meter.begin();
            var done = new CountDownLatch(1);
            // By the second task the probe's timer has been set; it is due while the loop spins.
            client.loops().getFirst().execute(() -> {
                long end = Clock.monotonic().nanos() + BLOCKED_NANOS;
                while (Clock.monotonic().nanos() < end) {
                    Thread.onSpinWait();
                }
                client.loops().getFirst().schedule(done::countDown, 1_000_000);
            });
            done.await();
            meter.end();
            ClientHealth health = meter.health(EMPTY);
            assertThat(health.lateness().stamp()).isEqualTo(Stamp.USER);
            assertThat(health.lateness().whyUser()).isNotNull();
            assertThat(health.lateness().maxNanos()).isGreaterThan(BLOCKED_NANOS / 3);
            assertThat(health.cost().busiestLoop()).isGreaterThan(0);
            assertThat(health.cost().wallNanos()).isGreaterThanOrEqualTo(BLOCKED_NANOS);
            assertThat(health.cost().cpuNanos()).isPositive();
            ClientHealth withRead = new ClientHealth(
                    health.cost(),
                    new ClientHealth.Reading(1, 1, 0, 0),
                    health.lateness(),
                    health.surroundings(),
                    health.verdict());
            assertThat(withRead.lines()).anyMatch(line -> line.contains("kernel stamps: not asked for"));
        }
    }
}
