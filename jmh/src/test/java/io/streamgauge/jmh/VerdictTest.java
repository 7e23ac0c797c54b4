package io.streamgauge.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jmh.Part.Measured;
import io.streamgauge.jmh.Part.Place;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** The command itself, with a part slowed: {@code --slow} is there for this test. */
    @ParameterizedTest
    @ValueSource(strings = {"whole answer", "framing"})
    void commandFailsAndNamesThePartThatIsSlowed(String part, @TempDir Path directory) throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        Path json = directory.resolve("overhead.json");
        int code = new CommandLine(new Overhead(QUICK))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--itl", "20", "--slow", part, "--json", json.toString());
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains(part + ": ");
        assertThat(out.toString()).contains("ns/token", "one core can stamp", "bounds are broken");
        var said = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(said.path("itl_nanos").asDouble()).isEqualTo(20e6);
        assertThat(said.path("broken").values().stream().map(JsonNode::asString))
                .anyMatch(line -> line.startsWith(part + ": "));
    }

    @Test
    void countsWhatABodyAllocates() throws Exception {
        var part = Part.plain("arrays", Place.BESIDE, () -> new byte[80_000].length, 1, 1, 1);
        assertThat(part.measure(QUICK).bytes()).isBetween(80_000.0, 80_100.0);
    }

    @Test
    void leavesOutWhatAnAnswerAllocatesOnce() throws Exception {
        Stopwatch.Body once = () -> new byte[80_000].length;
        var part = new Part("once", Place.BESIDE, once, 1300, once, 100, 1, 1);
        assertThat(part.measure(QUICK).bytes()).isBetween(-0.1, 0.1);
    }
}
