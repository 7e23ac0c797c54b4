package io.streamgauge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.clock.Host;
import io.streamgauge.health.Verdict.Overhead;
import io.streamgauge.record.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict on the client comes out each way, and for each reason. */
class VerdictTest {
    private static final double GAP_NANOS = 10_000_000;

    private long stillNanos;
    private double busy = 0.05;
    private double stolen;
    private double coalesced;
    private long p99Nanos = 30_000;
    private Stamp stamp = Stamp.KERNEL;
    private int steps;
    private int reads = 100_000;

    private ClientHealth health() {
        var cost = new ClientHealth.Cost(10_000_000_000L, 500_000_000L, 4_000, 900_000_000L, 1 << 27, 0, 0, busy, 0);
        var reading = new ClientHealth.Reading(reads, reads, Math.round(reads * coalesced), 0);
        var lateness = new ClientHealth.Lateness(stamp, null, "epoll", 10_000, p99Nanos, 2 * p99Nanos, steps);
        var around = new ClientHealth.Surroundings(new Host("tsc", 2), stolen, stillNanos, stillNanos > 0 ? 1 : 0);
        return new ClientHealth(
                cost, reading, lateness, around, Verdict.of(cost, reading, lateness, around, GAP_NANOS));
    }

    @Test
    void aQuietClientIsNegligibleAndWarnsOfNothing() {
        assertThat(health().verdict().overhead()).isEqualTo(Overhead.NEGLIGIBLE);
        assertThat(health().warning()).isEmpty();
        assertThat(health().lines()).last().isEqualTo("client overhead: negligible");
    }

    @Test
    void aClientThatReadNothingHasNoFigures() {
        reads = 0;
        assertThat(health().lines()).hasSize(1).first().asString().contains("no answer");
    }

    @ParameterizedTest
    @CsvSource({"99000,NEGLIGIBLE", "100000,VISIBLE", "999999,VISIBLE", "1000000,DOMINANT"})
    void userStampsAreAsLateAsTheLoop(long p99, Overhead expected) {
        stamp = Stamp.USER;
        p99Nanos = p99;
        assertThat(health().verdict().overhead()).isEqualTo(expected);
        assertThat(health().warning().isPresent()).isEqualTo(expected != Overhead.NEGLIGIBLE);
    }

    @ParameterizedTest
    @CsvSource({
        "4000000,0.5,NEGLIGIBLE", // the server sends events together: the client read in time
        "5000000,0.005,NEGLIGIBLE",
        "5000000,0.01,VISIBLE",
        "5000000,0.1,DOMINANT"
    })
    void kernelStampsSufferOnlyWhenLateReadsMergeEvents(long p99, double share, Overhead expected) {
        p99Nanos = p99;
        coalesced = share;
        assertThat(health().verdict().overhead()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.49,NEGLIGIBLE", "0.5,VISIBLE", "0.9,DOMINANT"})
    void aBusyLoopIsALoadButBendsNoTime(double share, Overhead expected) {
        busy = share;
        assertThat(health().verdict().overhead()).isEqualTo(expected);
        assertThat(health().warning()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.04,NEGLIGIBLE", "0.05,VISIBLE", "0.25,DOMINANT"})
    void stolenTimeCounts(double share, Overhead expected) {
        stolen = share;
        assertThat(health().verdict().overhead()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,NEGLIGIBLE", "1000000,VISIBLE", "100000000,DOMINANT"})
    void standingStillCounts(long nanos, Overhead expected) {
        stillNanos = nanos;
        assertThat(health().verdict().overhead()).isEqualTo(expected);
    }

    @Test
    void aStepOfTheWallClockShowsUnderKernelStampsOnly() {
        steps = 1;
        assertThat(health().verdict().overhead()).isEqualTo(Overhead.VISIBLE);
        stamp = Stamp.USER;
        assertThat(health().verdict().overhead()).isEqualTo(Overhead.NEGLIGIBLE);
    }

    @Test
    void theWarningNamesTheFigure() {
        stamp = Stamp.USER;
        p99Nanos = 34_000_000;
        assertThat(health().warning().orElseThrow()).contains("34.0 ms").doesNotContain("\n");
        assertThat(health().toTree()).containsEntry("overhead", "dominant").containsEntry("lag_p99_us", 34_000.0);
    }
}
