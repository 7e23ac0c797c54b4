package io.streamgauge.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.Flight;
import io.streamgauge.http.FlightListener;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.HttpSettings;
import io.streamgauge.http.Origin;
import io.streamgauge.load.Chains;
import io.streamgauge.load.ErrorWatch;
import io.streamgauge.load.LoadDriver;
import io.streamgauge.load.RequestSource;
import io.streamgauge.load.Retries;
import io.streamgauge.report.LiveSnapshot;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    /** Of a run that sends nothing. */
    private static final RequestSource NONE = new RequestSource() {
        @Override
        public void fill(Flight flight, int ticket, FlightListener whenEnded) {
            throw new IllegalStateException("request " + ticket);
        }

        @Override
        public boolean resend(Flight ended) {
            return false;
        }
    };

    /** What is left was left of requests that are not sent any more. */
    @Test
    void aRunThatStopsHasNoTimeLeft() throws InterruptedException {
        Clock clock = Clock.monotonic();
        try (HttpClient client = HttpClient.open(HttpSettings.to(new Origin(Origin.Scheme.HTTP, "127.0.0.1", 1, ""))
                .build())) {
            var driver = new LoadDriver(
                    client, NONE, Flight::release, Chains.SINGLE, new ErrorWatch(0, 0), new Retries(0), clock);
            var feed = new LiveFeed(client.loops(), clock);
            feed.follow(driver);
            feed.begin(new LivePhase("measure", clock.nanos() - 5_000_000_000L, 0, 10_000_000_000L));
            LiveSnapshot goesOn = feed.look();
            assertThat(goesOn.phase()).isEqualTo("measure");
            assertThat(goesOn.leftSeconds()).isPositive();
            driver.stop();
            LiveSnapshot stops = feed.look();
            assertThat(stops.phase()).isEqualTo("stopping");
            assertThat(stops.leftSeconds()).isNaN();
            assertThat(stops.progress()).isNaN();
        }
    }
}
