package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.TokenTimes;
import io.streamgauge.sse.SlabPool;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the loop codes is what the record decodes. */
class TimelineTest {
    @Test
    void keepsAnyTimes() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            long[] times = LongStream.generate(() -> random.nextLong() >> random.nextInt(64))
                    .limit(random.nextInt(50))
                    .toArray();
            try (var pool = new SlabPool()) {
                var timeline = new Timeline(pool);
                timeline.reset();
                for (long time : times) {
                    timeline.append(time);
                }
                assertThat(timeline.toTokenTimes()).as("seed %d", seed).isEqualTo(TokenTimes.of(times));
            }
        }
    }

    @Test
    void takesLessThanFourBytesForATokenOfASteadyStream() {
        var random = new Random(1);
        try (var pool = new SlabPool()) {
            var timeline = new Timeline(pool);
            timeline.reset();
            long time = 123_456_789_012_345L;
            for (int i = 0; i < 10_000; i++) {
                time += 10_000_000 + (long) (random.nextGaussian() * 100_000);
                timeline.append(time);
            }
            assertThat(timeline.bytes()).isLessThan(4 * 10_000);
        }
    }
}
