package io.streamgauge.telemetry;

import static io.streamgauge.telemetry.ServerMetric.*;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of each server's page, from nothing to the page. */
class ServerWatchTest {
    private static ServerMetrics measured(MetricsPage... pages) {
        var watch = new ServerWatch();
        watch.begin();
        long at = 0;
        for (var page : pages) {
            watch.add(page, at++);
        }
        return requireNonNull(watch.result(List.of("http://there/metrics")));
    }

    private static double average(ServerMetrics metrics, ServerMetric metric) {
        return switch (requireNonNull(metrics.readings().get(metric), metric.key())) {
            case Reading.Distribution distribution -> distribution.avg();
            case Reading.Level level -> level.avg();
            case Reading.Whole whole -> whole.value();
        };
    }

    @Test
    void vllm() {
        var metrics = measured(Pages.empty(), Pages.of("vllm"));
        assertThat(metrics.servers()).containsExactly("vLLM");
        assertThat(average(metrics, TIME_TO_FIRST_TOKEN)).isCloseTo(1e3 * 14.364102363586426 / 29, within(1e-9));
        assertThat(average(metrics, INTER_TOKEN_LATENCY)).isCloseTo(1e3 * 79.25521205600035 / 14584, within(1e-9));
        assertThat(average(metrics, TIME_PER_OUTPUT_TOKEN)).isCloseTo(1e3 * 0.14194902573570164 / 29, within(1e-9));
        assertThat(average(metrics, REQUEST_LATENCY)).isCloseTo(1e3 * 93.90188455581665 / 29, within(1e-9));
        assertThat(average(metrics, QUEUE_TIME)).isCloseTo(1e3 * 0.027339448999555316 / 29, within(1e-9));
        assertThat(average(metrics, PREFILL_TIME)).isCloseTo(1e3 * 13.621695822999754 / 29, within(1e-9));
        assertThat(average(metrics, DECODE_TIME)).isCloseTo(1e3 * 79.25521205600035 / 29, within(1e-9));
        assertThat(average(metrics, PROMPT_TOKENS)).isEqualTo(647);
        assertThat(average(metrics, OUTPUT_TOKENS)).isEqualTo(14613);
        assertThat(average(metrics, REQUESTS_FINISHED)).isEqualTo(29);
        assertThat(average(metrics, PREFIX_HIT_RATE)).isZero();
        assertThat(average(metrics, KV_CACHE_USE)).isZero();
        var first = requireNonNull(metrics.distribution(TIME_TO_FIRST_TOKEN));
        assertThat(first.count()).isEqualTo(29);
        // 14.5 of 29: 2.5 of the 11 between 10 and 20 ms; 28.71 of 29: in the bucket from 10 to 20 s.
        assertThat(first.p50()).isCloseTo(10 + 10 * 2.5 / 11, within(1e-9));
        assertThat(first.p99()).isCloseTo(10_000 + 10_000 * 0.71, within(1e-6));
        assertThat(first.capped()).isFalse();
    }

    @Test
    void vllmFromOnePageToTheNext() {
        var metrics = measured(Pages.of("vllm"), Pages.of("vllm"));
        assertThat(metrics.distribution(TIME_TO_FIRST_TOKEN)).isNull();
        assertThat(average(metrics, OUTPUT_TOKENS)).isZero();
        assertThat(metrics.scrapes()).isEqualTo(2);
    }

    @Test
    void sglang() {
        var metrics = measured(Pages.empty(), Pages.of("sglang"));
        assertThat(metrics.servers()).containsExactly("SGLang");
        assertThat(average(metrics, TIME_TO_FIRST_TOKEN)).isCloseTo(200, within(1e-9));
        assertThat(average(metrics, INTER_TOKEN_LATENCY)).isCloseTo(10, within(1e-9));
        assertThat(average(metrics, REQUEST_LATENCY)).isCloseTo(1200, within(1e-9));
        assertThat(average(metrics, QUEUE_TIME)).isCloseTo(50, within(1e-9));
        assertThat(average(metrics, REQUESTS_RUNNING)).isEqualTo(7);
        assertThat(average(metrics, REQUESTS_WAITING)).isEqualTo(3);
        assertThat(average(metrics, KV_CACHE_USE)).isCloseTo(28, within(1e-9));
        assertThat(average(metrics, PREFIX_HIT_RATE)).isEqualTo(12.5);
        assertThat(average(metrics, OUTPUT_TOKENS)).isEqualTo(900);
    }

    @Test
    void tensorRtLlm() {
        var metrics = measured(Pages.empty(), Pages.of("trtllm"));
        assertThat(metrics.servers()).containsExactly("TensorRT-LLM");
        assertThat(average(metrics, TIME_TO_FIRST_TOKEN)).isCloseTo(150, within(1e-9));
        assertThat(average(metrics, TIME_PER_OUTPUT_TOKEN)).isCloseTo(10, within(1e-9));
        assertThat(average(metrics, REQUEST_LATENCY)).isCloseTo(1200, within(1e-9));
        assertThat(average(metrics, QUEUE_TIME)).isCloseTo(50, within(1e-9));
        assertThat(average(metrics, REQUESTS_RUNNING)).isEqualTo(8);
        assertThat(average(metrics, REQUESTS_WAITING)).isEqualTo(1);
        assertThat(average(metrics, KV_CACHE_USE)).isEqualTo(50);
        assertThat(average(metrics, PREFIX_HIT_RATE))
                .as("of the run, not since it started")
                .isEqualTo(25);
        assertThat(average(metrics, REQUESTS_FINISHED)).isEqualTo(8);
    }

    @Test
    void tgi() {
        var metrics = measured(Pages.empty(), Pages.of("tgi"));
        assertThat(metrics.servers()).containsExactly("TGI");
        assertThat(average(metrics, TIME_PER_OUTPUT_TOKEN)).isCloseTo(12, within(1e-9));
        assertThat(average(metrics, REQUEST_LATENCY)).isCloseTo(700, within(1e-9));
        assertThat(average(metrics, QUEUE_TIME)).isCloseTo(20, within(1e-9));
        assertThat(average(metrics, REQUESTS_RUNNING)).isEqualTo(4);
        assertThat(average(metrics, REQUESTS_WAITING)).isEqualTo(2);
        assertThat(average(metrics, OUTPUT_TOKENS)).isEqualTo(500);
    }

    @Test
    void triton() {
        var metrics = measured(Pages.empty(), Pages.of("triton"));
        assertThat(metrics.servers()).containsExactly("Triton");
        assertThat(average(metrics, REQUEST_LATENCY)).as("of the ensemble").isEqualTo(2000);
        assertThat(average(metrics, QUEUE_TIME)).as("in all queues").isEqualTo(10);
        assertThat(average(metrics, REQUESTS_RUNNING)).isEqualTo(3);
        assertThat(average(metrics, REQUESTS_WAITING))
                .as("the batcher's, not the model's")
                .isEqualTo(2);
        assertThat(average(metrics, KV_CACHE_USE)).isEqualTo(40);
    }

    @Test
    void llamaCpp() {
        var metrics = measured(Pages.empty(), Pages.of("llama-server"));
        assertThat(metrics.servers()).containsExactly("llama.cpp");
        assertThat(average(metrics, TIME_PER_OUTPUT_TOKEN)).isCloseTo(1e3 * 91.1205 / 18693, within(1e-9));
        assertThat(average(metrics, PREFIX_HIT_RATE)).isEqualTo(100 * 590.0 / 725);
        assertThat(average(metrics, REQUESTS_RUNNING)).isZero();
        assertThat(metrics.readings()).doesNotContainKey(TIME_TO_FIRST_TOKEN);
    }

    @Test
    void levelsCountFromTheBeginOfTheMeasuredPhaseAndAreChartedFromTheFirstPage() {
        var watch = new ServerWatch();
        watch.add(Pages.lines("vllm:num_requests_running 100"), 1);
        watch.begin();
        watch.add(Pages.lines("vllm:num_requests_running 2"), 2);
        watch.add(Pages.lines("vllm:num_requests_running 4"), 3);
        var metrics = requireNonNull(watch.result(List.of()));
        assertThat(metrics.readings().get(REQUESTS_RUNNING)).isEqualTo(new Reading.Level(3, 2, 4));
        assertThat(watch.lines())
                .containsExactly(
                        new ServerLine("Requests running", "requests", List.of(1L, 2L, 3L), List.of(100.0, 2.0, 4.0)));
    }

    @Test
    void severalServersCountTogether() {
        var union = MetricsPage.union(new java.util.TreeMap<>(java.util.Map.of(
                "http://a/metrics",
                Pages.lines("vllm:num_requests_running 3", "vllm:kv_cache_usage_perc 0.2"),
                "http://b/metrics",
                Pages.lines("vllm:num_requests_running 5", "vllm:kv_cache_usage_perc 0.4"))));
        var metrics = measured(union);
        assertThat(average(metrics, REQUESTS_RUNNING)).isEqualTo(8);
        assertThat(average(metrics, KV_CACHE_USE)).isCloseTo(30, within(1e-9));
    }

    @Test
    void aPageOfAnotherKindSaysNothing() {
        var watch = new ServerWatch();
        watch.add(Pages.lines("python_info 1"), 1);
        assertThat(watch.result(List.of())).isNull();
    }
}
