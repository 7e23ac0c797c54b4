package io.streamgauge.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jmh.Part.Measured;
import io.streamgauge.jmh.Part.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Stopwatch QUICK = new Stopwatch(Duration.ofMillis(1), Duration.ofMillis(1), 1);
    private static final double ITL_NANOS = 10e6;

    private static Verdict of(Measured... parts) {
        return new Verdict(List.of(parts), 100, ITL_NANOS);
    }

    private static Measured part(double nanos, double bytes) {
        return new Measured(Part.plain("some part", Place.LOOP, () -> 0, 1, 1, 8), nanos, bytes);
    }

    @Test
    void holdsUpToTheBounds() {
        assertThat(of(part(100, 8)).broken()).isEmpty();
    }

    @Test
    void namesThePartThatIsTooSlow() {
        assertThat(of(part(101, 0)).broken()).singleElement().asString().startsWith("some part: 101.0 ns");
    }

    @Test
    void namesThePartThatAllocates() {
        assertThat(of(part(1, 9)).broken()).singleElement().asString().startsWith("some part: 9.00 bytes");
    }

    @Test
    void boundsTheLoopsShareOfAnAnswer() {
        var lavish = Part.plain("lavish", Place.LOOP, () -> 0, 1, 1e6, 8);
        assertThat(of(new Measured(lavish, 1_001, 0)).broken())
                .singleElement()
                .asString()
                .startsWith("event loop: 0.0100 %");
        assertThat(of(new Measured(lavish, 999, 0)).broken()).isEmpty();
    }

    @Test
    void tellsProgramsTheSame() {
        var json = of(part(101, 0)).json();
        assertThat(json.path("parts").get(0).path("ratio").doubleValue()).isEqualTo(1.01);
        assertThat(json.path("broken").size()).isEqualTo(1);
        assertThat(json.path("loop_share").doubleValue()).isEqualTo(101 / ITL_NANOS);
    }

    /** The real parts, one of them made to hash as many events per token as its bound allows a hundred times over. */
    @Test
    void failsWhenAPartIsSlowed() throws Exception {
        try (var parts = new Parts()) {
            var calibration = new CalibrationBench();
            var slowed = new ArrayList<>(parts.all());
            slowed.replaceAll(part -> part.name().equals("whole answer") ? slowed(part, calibration) : part);
            assertThat(Overhead.measure(slowed, QUICK, ITL_NANOS).broken())
                    .anyMatch(line -> line.startsWith("whole answer: "));
        }
    }

    private static Part slowed(Part part, CalibrationBench calibration) {
        Stopwatch.Body body = () -> {
            long result = part.body().run();
            for (int i = 0; i < 100 * part.maxRatio() * part.tokens(); i++) {
                result += calibration.hash();
            }
            return result;
        };
        return Part.plain(part.name(), part.place(), body, part.tokens(), part.maxRatio(), part.maxBytes());
    }

    @Test
    void countsWhatABodyAllocates() throws Exception {
        var part = Part.plain("arrays", Place.AFTER, () -> new byte[80_000].length, 1, 1, 1);
        assertThat(part.measure(QUICK).bytes()).isBetween(80_000.0, 80_100.0);
    }

    @Test
    void leavesOutWhatAnAnswerAllocatesOnce() throws Exception {
        Stopwatch.Body once = () -> new byte[80_000].length;
        var part = new Part("once", Place.AFTER, once, 1300, once, 100, 1, 1);
        assertThat(part.measure(QUICK).bytes()).isBetween(-0.1, 0.1);
    }
}
