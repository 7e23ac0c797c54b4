package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code server_metrics.csv} says of readings of which all is known. */
class SeriesTableTest {
    private static final String URL = "http://localhost:8000/metrics";

    @TempDir
    private Path directory;

    private static String line(String phase, String url, double seconds, Map<String, Object> values) {
        return LogLine.of(phase, url, (long) (seconds * 1e9), values);
    }

    private SeriesTable.Csv csv(String... lines) throws IOException {
        return SeriesTable.csv(Files.write(directory.resolve("log.jsonl"), List.of(lines)));
    }

    private List<String> table(String... lines) throws IOException {
        String csv = csv(lines).text();
        assertThat(csv).doesNotContainPattern("[^\r]\n");
        return csv.lines().toList();
    }

    @Test
    void gaugesAreTheirReadingsOfTheMeasuredPhase() throws IOException {
        assertThat(table(
                        line("warmup", URL, 0, Map.of("vllm:kv_cache_usage_perc", 9, "vllm:num_requests_running", 9)),
                        line("measure", URL, 1, Map.of("vllm:kv_cache_usage_perc", 0.25)),
                        line("measure", URL, 2, Map.of("vllm:num_requests_running", 1)),
                        line("measure", URL, 3, Map.of("vllm:num_requests_running", 5))))
                .containsExactly(
                        "Endpoint,Type,Metric,Unit,avg,min,max,std,p1,p5,p10,p25,p50,p75,p90,p95,p99,Description",
                        "localhost:8000,gauge,vllm:kv_cache_usage_perc,ratio,"
                                + "0.2500,0.2500,0.2500,0,0.2500,0.2500,0.2500,0.2500,0.2500,0.2500,0.2500,0.2500,0.2500,",
                        "localhost:8000,gauge,vllm:num_requests_running,,"
                                + "5,1,9,3.2660,1.0800,1.4000,1.8000,3,5,7,8.2000,8.6000,8.9200,");
    }

    @Test
    void countersAreWhatTheyGrewBy() throws IOException {
        String tokens = "vllm:generation_tokens_total{model=\"a, \\\"b\\\"\"}";
        assertThat(table(
                        line("measure", URL, 1, Map.of(tokens, 100, "vllm:preemptions_total", 3)),
                        line("measure", URL, 2, Map.of(tokens, 150)),
                        // Started anew.
                        line("measure", URL, 3, Map.of(tokens, 20, "vllm:preemptions_total", 4))))
                .containsExactly(
                        "Endpoint,Type,Metric,Unit,total,rate,rate_avg,rate_min,rate_max,rate_std,model,Description",
                        "localhost:8000,counter,vllm:generation_tokens,tokens,70,35,,,,,\"a, \"\"b\"\"\",",
                        "localhost:8000,counter,vllm:preemptions,,1,0.5000,,,,,,");
    }

    @Test
    void histogramsAreWhatTheirBucketsGrewBy() throws IOException {
        Map<String, Object> before = Map.of(
                "x_seconds_bucket{le=\"0.1\"}", 1,
                "x_seconds_bucket{le=\"0.2\"}", 1,
                "x_seconds_bucket{le=\"+Inf\"}", 1,
                "x_seconds_sum", 0.05,
                "x_seconds_count", 1);
        Map<String, Object> after = Map.of(
                "x_seconds_bucket{le=\"0.1\"}", 3,
                "x_seconds_bucket{le=\"0.2\"}", 5,
                "x_seconds_bucket{le=\"+Inf\"}", 5,
                "x_seconds_sum", 0.55,
                "x_seconds_count", 5);
        assertThat(table(line("measure", URL, 1, before), line("measure", URL, 3, after)))
                .containsExactly(
                        "Endpoint,Type,Metric,Unit,count,count_rate,sum,sum_rate,avg,p1_estimate,p5_estimate,p10_estimate,"
                                + "p25_estimate,p50_estimate,p75_estimate,p90_estimate,p95_estimate,p99_estimate,Description,buckets",
                        "localhost:8000,histogram,x_seconds,seconds,4,2,0.5000,0.2500,0.1250,0.0020,0.0100,0.0200,0.0500,0.1000,"
                                + "0.1500,0.1800,0.1900,0.1980,,0.1=2;0.2=4;+Inf=4");
        assertThat(table(line("measure", URL, 1, before)))
                .last()
                .isEqualTo("localhost:8000,histogram,x_seconds,seconds,0,,,,,,,,,,,,,,,0.1=0;0.2=0;+Inf=0");
    }

    /** Several kinds and pages: a block each, an empty line between them. */
    @Test
    void kindsAreBlocksAndPagesAreRows() throws IOException {
        String other = "https://10.0.0.2:9000/v1/metrics";
        Map<String, Object> page =
                Map.of("up", 1, "sum", 2, "n_total", 1, "target_info{version=\"1.0\",build=\"x\"}", 1, "a_sum", 3);
        List<String> table = table(line("measure", URL, 1, page), line("measure", other, 1, page));

        assertThat(table.stream().map(row -> row.replaceFirst("^([^,]*,[^,]*,[^,]*).*", "$1")))
                .containsExactly(
                        "Endpoint,Type,Metric",
                        "10.0.0.2:9000/v1,gauge,a_sum",
                        "localhost:8000,gauge,a_sum",
                        "10.0.0.2:9000/v1,gauge,sum",
                        "localhost:8000,gauge,sum",
                        "10.0.0.2:9000/v1,gauge,up",
                        "localhost:8000,gauge,up",
                        "",
                        "Endpoint,Type,Metric",
                        "10.0.0.2:9000/v1,counter,n",
                        "localhost:8000,counter,n",
                        "",
                        "Endpoint,Metric,Key",
                        "localhost:8000,target_info,build",
                        "localhost:8000,target_info,version",
                        "10.0.0.2:9000/v1,target_info,build",
                        "10.0.0.2:9000/v1,target_info,version");
        assertThat(table).contains("localhost:8000,target_info,version,1.0,", "localhost:8000,counter,n,,0,,,,,,");
    }

    @Test
    void whatIsNotThereIsNoTable() throws IOException {
        assertThat(SeriesTable.csv(directory.resolve("none")).text()).isEmpty();
        assertThat(table(line("warmup", URL, 1, Map.of("a", 1)), "torn")).isEmpty();
    }

    private static String typed(String types, String values) {
        return "{\"t_ns\":1000000000,\"epoch_ns\":1,\"phase\":\"measure\",\"url\":\"u\",\"values\":{"
                + values.replace('\'', '"') + "},\"types\":{" + types.replace('\'', '"') + "}}";
    }

    private static List<String> kinds(List<String> table) {
        return table.stream()
                .filter(row -> row.startsWith("u,"))
                .map(row -> row.replaceFirst("^u,([^,]*,[^,]*).*", "$1"))
                .toList();
    }

    /** What the page says of its metrics comes before what their names say. */
    @Test
    void kindsAreThoseThatThePageTells() throws IOException {
        String types = "'tokens':'counter','x_total':'gauge','y_bucket':'gauge','old':'untyped','m':'counter',"
                + "'s_seconds':'summary','h':'histogram','target_info':'gauge'";
        String values =
                "'tokens':1,'x_total':2,'y_bucket':3,'old':4,'old_total':5,'m_total':6,'s_seconds{quantile=\\'0.5\\'}':7,"
                        + "'s_seconds_sum':8,'s_seconds_count':9,'h_bucket{le=\\'+Inf\\'}':1,'h_sum':1,'h_count':1,'target_info{v=\\'1\\'}':1";
        List<String> table =
                table(typed(types, values), typed("", "'tokens':5"), line("measure", "u", 3, Map.of("tokens", 9)));
        assertThat(kinds(table))
                .containsExactly(
                        "gauge,old",
                        "gauge,s_seconds",
                        "gauge,x_total",
                        "gauge,y_bucket",
                        "counter,m",
                        "counter,old",
                        "counter,s_seconds_count",
                        "counter,s_seconds_sum",
                        "counter,tokens",
                        "histogram,h",
                        "target_info,v");
        assertThat(table).anyMatch(row -> row.startsWith("u,counter,tokens,tokens,8,4,"));
    }

    /** The first of them are kept, and how many are not is said. */
    @Test
    void tooManyGaugesAreSaid() throws IOException {
        StringBuilder values = new StringBuilder("'a_total':1");
        for (int i = 0; i < 2003; i++) {
            values.append(",'g").append(i).append("':1");
        }
        SeriesTable.Csv csv = csv(typed("", values.toString()), typed("", "'g2002':2,'g0':3"));
        assertThat(csv.text().lines().filter(row -> row.startsWith("u,gauge"))).hasSize(2000);
        assertThat(csv.notes())
                .containsExactly(
                        "server_metrics.csv lacks 3 gauges of u, beyond the first 2000 of its page; server_metrics.jsonl has them");
        assertThat(csv(typed("", "'g':1")).notes()).isEmpty();
    }

    /** A histogram's parts are no gauges, wherever they stand on the page. */
    @Test
    void partsOfHistogramsStandNowhereElse() throws IOException {
        String text = Stream.of("sum", "count", "bucket{le=\\\"+Inf\\\"}")
                .map(part -> "\"x_" + part + "\": 1")
                .collect(Collectors.joining(","));
        assertThat(table("{\"t_ns\":1,\"epoch_ns\":1,\"phase\":\"measure\",\"url\":\"u\",\"values\":{" + text + "}}"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("u,histogram,x,,0,");
    }
}
