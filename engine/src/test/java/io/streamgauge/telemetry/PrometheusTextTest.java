package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTextTest {
    private static Map<String, Double> parse(String page) throws MalformedPageException {
        var values = new LinkedHashMap<String, Double>();
        PrometheusText.parse(page.getBytes(StandardCharsets.UTF_8))
                .forEach((series, value) -> values.put(series.toString(), value));
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "vllm-interval10", "llama-server"})
    void readsEveryLineOfRealPagesAsAPlainSplitDoes(String server) throws MalformedPageException {
        var text = new String(Pages.bytes(server), StandardCharsets.UTF_8);
        var expected = new LinkedHashMap<String, Double>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            expected.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
        assertThat(expected).hasSizeGreaterThan(10);
        // These servers write labels in order, as a series does when it is shown.
        assertThat(parse(text)).isEqualTo(expected);
    }

    @Test
    void readsTheKindsOfMetrics() throws MalformedPageException {
        byte[] page = """
                # TYPE a gauge
                #TYPE b:c\tcounter\s\s
                # TYPE d
                # HELP e TYPE f counter
                # type g counter
                a 1
                # TYPE h histogram""".getBytes(StandardCharsets.UTF_8);
        assertThat(PrometheusText.page(page).kinds())
                .containsExactly(Map.entry("a", "gauge"), Map.entry("b:c", "counter"), Map.entry("h", "histogram"));
        assertThat(PrometheusText.page("# TYPE a gauge\r\na 1\r\n".getBytes(StandardCharsets.UTF_8))
                        .kinds())
                .containsExactly(Map.entry("a", "gauge"));
    }

    @Test
    void readsWhatTheFormatAllows() throws MalformedPageException {
        assertThat(parse("""
                # HELP a words { " # of any kind
                # TYPE a gauge
                #

                a 1
                \ta:b_2\t-2.5e-3 1700000000000\s
                c{} +Inf
                d{x="1",} Nan
                e { x = "a\\\\b\\"c\\nd" , y="é}, " } -inf
                f{gpu="0", UUID="GPU-6"} 9223372036854775794
                a 7"""))
                .containsExactly(
                        Map.entry("a", 7.0),
                        Map.entry("a:b_2", -2.5e-3),
                        Map.entry("c", Double.POSITIVE_INFINITY),
                        Map.entry("d{x=\"1\"}", Double.NaN),
                        Map.entry("e{x=\"a\\\\b\\\"c\\nd\",y=\"é}, \"}", Double.NEGATIVE_INFINITY),
                        Map.entry("f{UUID=\"GPU-6\",gpu=\"0\"}", 9.223372036854776E18));
        assertThat(parse("a 1\r\nb 2\r\n")).containsExactly(Map.entry("a", 1.0), Map.entry("b", 2.0));
        assertThat(parse("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1a 1            | no metric name
            [{"iter":1}]    | no metric name
            <html>          | no metric name
            a               | no value
            a{}             | no value
            a x             | a value that is no number
            a 1d            | a value that is no number
            a 0x10          | a value that is no number
            a 1e            | a value that is no number
            a 1 2 3         | text after the value
            a 1 x           | text after the value
            a 1 # {t="x"} 1 | text after the value
            a{b="c" 1       | no ',' where one must be
            a{b="c}         | a label value without its closing quote
            a{b=c} 1        | no '"' where one must be
            a{b} 1          | no '=' where one must be
            a{1b="c"} 1     | no label name
            a{b:c="d"} 1    | no '=' where one must be
            a{b="\\t"} 1     | an unknown escape in a label value
            a{b="1",b="2"} 1| label b twice
            """)
    void oneBadLineMakesThePageBad(String line, String why) {
        assertThatThrownBy(() -> parse("ok 1\n" + line + "\nok 2\n"))
                .isInstanceOf(MalformedPageException.class)
                .hasMessage("line 2: " + why + ": " + line);
    }

    @Test
    void refusesAPageOfTooManySeries() {
        var page = new StringBuilder();
        for (int i = 0; i <= PrometheusText.MOST_SERIES; i++) {
            page.append("a").append(i).append(" 1\n");
        }
        assertThatThrownBy(() -> parse(page.toString())).hasMessageContaining("more than 50000 series");
    }

    @Test
    void isTotal() {
        var random = new SplittableRandom(9);
        byte[] page = Pages.bytes("vllm");
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = page.clone();
            for (int n = 0; n <= i % 5; n++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            try {
                PrometheusText.parse(cut);
            } catch (MalformedPageException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("\n").startsWith("line ");
            }
        }
        assertThat(refused).isPositive();
    }
}
