package io.streamgauge.telemetry;

import static io.streamgauge.telemetry.ServerMetric.DECODE_TIME;
import static io.streamgauge.telemetry.ServerMetric.INTER_TOKEN_LATENCY;
import static io.streamgauge.telemetry.ServerMetric.KV_CACHE_USE;
import static io.streamgauge.telemetry.ServerMetric.OUTPUT_TOKENS;
import static io.streamgauge.telemetry.ServerMetric.PREEMPTIONS;
import static io.streamgauge.telemetry.ServerMetric.PREFILL_TIME;
import static io.streamgauge.telemetry.ServerMetric.PREFIX_HIT_RATE;
import static io.streamgauge.telemetry.ServerMetric.PROMPT_TOKENS;
import static io.streamgauge.telemetry.ServerMetric.QUEUE_TIME;
import static io.streamgauge.telemetry.ServerMetric.REQUESTS_FINISHED;
import static io.streamgauge.telemetry.ServerMetric.REQUESTS_RUNNING;
import static io.streamgauge.telemetry.ServerMetric.REQUESTS_WAITING;
import static io.streamgauge.telemetry.ServerMetric.REQUEST_LATENCY;
import static io.streamgauge.telemetry.ServerMetric.TIME_PER_OUTPUT_TOKEN;
import static io.streamgauge.telemetry.ServerMetric.TIME_TO_FIRST_TOKEN;

import io.streamgauge.telemetry.Source.Counter;
import io.streamgauge.telemetry.Source.Gauge;
import io.streamgauge.telemetry.Source.Gauge.Over;
import io.streamgauge.telemetry.Source.Quotient;
import io.streamgauge.telemetry.Source.Seconds;
import io.streamgauge.telemetry.Source.TritonMicros;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The names that servers give to what they say. Of several names for one metric the first that a page has counts. */
final class Catalog {
    private static final double PERCENT = 100;

    private Catalog() {}

    /**
     * A server that is known.
     *
     * @param name of the server
     * @param prefix of its metrics' names
     */
    record Server(String name, String prefix, List<Source> sources) {}

    static List<Server> servers() {
        return List.of(
                new Server("vLLM", "vllm:", vllm()),
                new Server("SGLang", "sglang:", sglang()),
                new Server("TensorRT-LLM", "trtllm_", trtllm()),
                new Server("TGI", "tgi_", tgi()),
                new Server("Triton", "nv_inference_", triton()),
                new Server("llama.cpp", "llamacpp:", llamaCpp()));
    }

    private static Source sum(ServerMetric metric, String name) {
        return new Gauge(metric, name, Map.of(), Over.SUM, 1);
    }

    /** A gauge between 0 and 1. */
    private static Source share(ServerMetric metric, String name) {
        return new Gauge(metric, name, Map.of(), Over.MEAN, PERCENT);
    }

    private static List<Source> vllm() {
        return List.of(
                new Seconds(TIME_TO_FIRST_TOKEN, "vllm:time_to_first_token_seconds"),
                new Seconds(INTER_TOKEN_LATENCY, "vllm:inter_token_latency_seconds"),
                new Seconds(INTER_TOKEN_LATENCY, "vllm:time_per_output_token_seconds"),
                new Seconds(TIME_PER_OUTPUT_TOKEN, "vllm:request_time_per_output_token_seconds"),
                new Seconds(REQUEST_LATENCY, "vllm:e2e_request_latency_seconds"),
                new Seconds(QUEUE_TIME, "vllm:request_queue_time_seconds"),
                new Seconds(PREFILL_TIME, "vllm:request_prefill_time_seconds"),
                new Seconds(DECODE_TIME, "vllm:request_decode_time_seconds"),
                sum(REQUESTS_RUNNING, "vllm:num_requests_running"),
                sum(REQUESTS_WAITING, "vllm:num_requests_waiting"),
                share(KV_CACHE_USE, "vllm:kv_cache_usage_perc"),
                share(KV_CACHE_USE, "vllm:gpu_cache_usage_perc"),
                new Quotient(
                        PREFIX_HIT_RATE,
                        "vllm:prefix_cache_hits_total",
                        List.of("vllm:prefix_cache_queries_total"),
                        PERCENT),
                new Quotient(
                        PREFIX_HIT_RATE,
                        "vllm:gpu_prefix_cache_hits_total",
                        List.of("vllm:gpu_prefix_cache_queries_total"),
                        PERCENT),
                new Counter(PROMPT_TOKENS, "vllm:prompt_tokens_total"),
                new Counter(OUTPUT_TOKENS, "vllm:generation_tokens_total"),
                new Counter(REQUESTS_FINISHED, "vllm:request_success_total"),
                new Counter(PREEMPTIONS, "vllm:num_preemptions_total"));
    }

    private static List<Source> sglang() {
        return List.of(
                new Seconds(TIME_TO_FIRST_TOKEN, "sglang:time_to_first_token_seconds"),
                new Seconds(INTER_TOKEN_LATENCY, "sglang:inter_token_latency_seconds"),
                new Seconds(TIME_PER_OUTPUT_TOKEN, "sglang:request_time_per_output_token_seconds"),
                new Seconds(TIME_PER_OUTPUT_TOKEN, "sglang:time_per_output_token_seconds"),
                new Seconds(REQUEST_LATENCY, "sglang:e2e_request_latency_seconds"),
                new Seconds(QUEUE_TIME, "sglang:queue_time_seconds"),
                sum(REQUESTS_RUNNING, "sglang:num_running_reqs"),
                sum(REQUESTS_WAITING, "sglang:num_queue_reqs"),
                share(KV_CACHE_USE, "sglang:token_usage"),
                share(PREFIX_HIT_RATE, "sglang:cache_hit_rate"),
                new Counter(PROMPT_TOKENS, "sglang:prompt_tokens_total"),
                new Counter(OUTPUT_TOKENS, "sglang:generation_tokens_total"),
                new Counter(REQUESTS_FINISHED, "sglang:num_requests_total"));
    }

    private static List<Source> trtllm() {
        return List.of(
                new Seconds(TIME_TO_FIRST_TOKEN, "trtllm_time_to_first_token_seconds"),
                new Seconds(TIME_PER_OUTPUT_TOKEN, "trtllm_time_per_output_token_seconds"),
                new Seconds(REQUEST_LATENCY, "trtllm_e2e_request_latency_seconds"),
                new Seconds(QUEUE_TIME, "trtllm_request_queue_time_seconds"),
                sum(REQUESTS_RUNNING, "trtllm_num_requests_running"),
                sum(REQUESTS_RUNNING, "trtllm_num_active_requests"),
                sum(REQUESTS_WAITING, "trtllm_num_requests_waiting"),
                sum(REQUESTS_WAITING, "trtllm_server_queue_length"),
                share(KV_CACHE_USE, "trtllm_kv_cache_utilization"),
                new Quotient(
                        PREFIX_HIT_RATE,
                        "trtllm_prompt_cached_tokens_total",
                        List.of("trtllm_prompt_tokens_total"),
                        PERCENT),
                share(PREFIX_HIT_RATE, "trtllm_kv_cache_hit_rate"),
                new Counter(PROMPT_TOKENS, "trtllm_prompt_tokens_total"),
                new Counter(REQUESTS_FINISHED, "trtllm_request_success_total"));
    }

    private static List<Source> tgi() {
        return List.of(
                new Seconds(TIME_PER_OUTPUT_TOKEN, "tgi_request_mean_time_per_token_duration"),
                new Seconds(REQUEST_LATENCY, "tgi_request_duration"),
                new Seconds(QUEUE_TIME, "tgi_request_queue_duration"),
                sum(REQUESTS_RUNNING, "tgi_batch_current_size"),
                sum(REQUESTS_WAITING, "tgi_queue_size"),
                new Counter(PROMPT_TOKENS, "tgi_request_input_length_sum"),
                new Counter(OUTPUT_TOKENS, "tgi_request_generated_tokens_sum"),
                new Counter(REQUESTS_FINISHED, "tgi_request_success"));
    }

    private static List<Source> triton() {
        return List.of(
                new TritonMicros(REQUEST_LATENCY, "nv_inference_request_duration_us", false),
                new TritonMicros(QUEUE_TIME, "nv_inference_queue_duration_us", true),
                new Gauge(
                        REQUESTS_RUNNING,
                        "nv_trt_llm_request_metrics",
                        Map.of("request_type", "scheduled"),
                        Over.SUM,
                        1),
                new Gauge(
                        REQUESTS_WAITING, "nv_trt_llm_request_metrics", Map.of("request_type", "waiting"), Over.SUM, 1),
                sum(REQUESTS_WAITING, "nv_inference_pending_request_count"),
                new Gauge(
                        KV_CACHE_USE,
                        "nv_trt_llm_kv_cache_block_metrics",
                        Map.of("kv_cache_block_type", "fraction"),
                        Over.MEAN,
                        PERCENT));
    }

    private static List<Source> llamaCpp() {
        return List.of(
                new Quotient(
                        TIME_PER_OUTPUT_TOKEN,
                        "llamacpp:tokens_predicted_seconds_total",
                        List.of("llamacpp:tokens_predicted_total"),
                        1e3),
                sum(REQUESTS_RUNNING, "llamacpp:requests_processing"),
                sum(REQUESTS_WAITING, "llamacpp:requests_deferred"),
                share(KV_CACHE_USE, "llamacpp:kv_cache_usage_ratio"),
                // Its prompt tokens are those that were computed, so that the cached ones come on top.
                new Quotient(
                        PREFIX_HIT_RATE,
                        "llamacpp:prompt_tokens_cached_total",
                        List.of("llamacpp:prompt_tokens_total", "llamacpp:prompt_tokens_cached_total"),
                        PERCENT),
                new Counter(PROMPT_TOKENS, "llamacpp:prompt_tokens_total"),
                new Counter(OUTPUT_TOKENS, "llamacpp:tokens_predicted_total"));
    }

    /** The sources of all servers whose metrics are on the page. */
    static List<Server> on(MetricsPage page) {
        return servers().stream()
                .filter(server -> page.hasPrefix(server.prefix()))
                .toList();
    }

    static Stream<Source> sources(List<Server> servers) {
        return servers.stream().flatMap(server -> server.sources().stream());
    }
}
