package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.cli.CalibrateCommand.Calibration;
import io.streamgauge.clock.Host;
import io.streamgauge.health.ClientHealth;
import io.streamgauge.health.Verdict;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.record.Stamp;
import io.streamgauge.run.StampErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitSearchTest {
    /** A client whose p99 is a hundredth of a microsecond for each stream. */
    private static Calibration at(int streams) {
        var delay = Statistics.of(new double[] {streams * 10.0}, 1e-3);
        var health = new ClientHealth(
                new ClientHealth.Cost(1, 1, 1, 1, 1, 0, 0, 0, 0),
                new ClientHealth.Reading(1, 1, 0, 0),
                new ClientHealth.Lateness(Stamp.KERNEL, null, "epoll", 0, 0, 0, 0),
                new ClientHealth.Surroundings(new Host("tsc", 2), 0, 0, 0),
                new Verdict(Verdict.Overhead.NEGLIGIBLE, List.of(), List.of()));
        return new Calibration(streams, new StampErrors(delay, delay, delay, delay, 1, 0, 0, 0), health);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 64, 1_000, 9_000})
    void findsTheLimitToATenthFromAnyStart(int start) throws InterruptedException, IOException {
        var options = new CalibrateOptions();
        options.concurrency = start;
        options.boundNanos = 10_000; // which 1,000 streams keep
        var out = new StringWriter();
        var tried = new ArrayList<Integer>();
        int code = new LimitSearch(
                        options,
                        (streams, requests) -> {
                            tried.add(streams);
                            return at(streams);
                        },
                        new PrintWriter(out))
                .run();
        assertThat(code).isZero();
        String limit = out.toString().lines().reduce("", (a, b) -> b).replaceAll("limit: ([0-9,]+) streams.*", "$1");
        assertThat(Integer.parseInt(limit.replace(",", ""))).isBetween(900, 1_000);
        assertThat(tried).hasSizeLessThan(20).doesNotHaveDuplicates();
    }
}
